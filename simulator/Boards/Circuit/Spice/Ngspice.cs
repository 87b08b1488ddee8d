using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Terminal;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>Runs ngspice.</summary>
public static partial class Ngspice
{
    // ngspice prints this when it found no operating point and continues with a guess.
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
            BufferedCommandResult run = Cli.Wrap(program)
                .WithArguments(["-b", "-n", file])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync()
                .GetAwaiter()
                .GetResult();
            string said = run.StandardOutput + run.StandardError;
            Match result = Result().Match(run.StandardOutput);
            bool isSettled = !said.Contains(NotSettled, StringComparison.Ordinal);
            return (result.Success && isSettled ? double.Parse(result.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN, said);
        }
        catch (Win32Exception)
        {
            throw new UserErrorException(
                "ngspice is not there. Install it: apt-get install ngspice (Debian), or from ngspice.sourceforge.io. "
                    + "没有ngspice：请先安装（Debian：apt-get install ngspice）。",
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
