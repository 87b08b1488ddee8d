using System.ComponentModel;
using System.Diagnostics;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>Runs KiCad's own command, which version 7 and later have.</summary>
public static class KicadCli
{
    /// <summary>Lets KiCad export the netlist of a schematic.</summary>
    /// <param name="schematic">The file with the sheets.</param>
    /// <param name="program">The program.</param>
    /// <returns>The netlist; <c>null</c> when KiCad's command is not there.</returns>
    /// <exception cref="UserErrorException">KiCad exported none.</exception>
    public static string? ExportNetlist(string schematic, string program = "kicad-cli")
    {
        string netlist = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in new[] { "sch", "export", "netlist", "--output", netlist, schematic })
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            string exported = File.ReadAllText(netlist);
            return process.ExitCode == 0 && exported.Length > 0
                ? exported
                : throw new UserErrorException($"{program} exported no netlist of {schematic}: {said.Trim()} {errors.Result.Trim()}",
                    UserErrorException.Environment);
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(netlist);
        }
    }
}
