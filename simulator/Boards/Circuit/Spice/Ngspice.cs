using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>Runs ngspice.</summary>
public static partial class Ngspice
{
    // ngspice then goes on with a guess.
    private const string NotSettled = "Transient op started";

    /// <summary>Simulates a deck.</summary>
    /// <param name="deck">The deck; it prints <c>result</c>.</param>
    /// <param name="program">The program.</param>
    /// <returns>The figure, or <c>NaN</c> when ngspice came to none, and what it said.</returns>
    /// <exception cref="UserErrorException">ngspice is not there.</exception>
    public static (double Figure, string Said) Run(string deck, string program = "ngspice")
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, deck);
            ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            foreach (string argument in new[] { "-b", "-n", file })
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Match result = Result().Match(said);
            bool isSettled = !(said + errors.Result).Contains(NotSettled, StringComparison.Ordinal);
            return (result.Success && isSettled ? double.Parse(result.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN, said + errors.Result);
        }
        catch (Win32Exception)
        {
            throw new UserErrorException(
                "ngspice is not there. Install it: apt-get install ngspice (Debian), or from ngspice.sourceforge.io. 没有ngspice：请先安装（Debian：apt-get install ngspice）。",
                UserErrorException.Environment);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^result\s*=\s*(\S+)", RegexOptions.Multiline)]
    private static partial Regex Result();
}
