using System.ComponentModel;
using AedCabinet.Terminal;
using CliWrap;
using CliWrap.Buffered;

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
            BufferedCommandResult run = Cli.Wrap(program)
                .WithArguments(["sch", "export", "netlist", "--output", netlist, schematic])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync()
                .GetAwaiter()
                .GetResult();
            string exported = File.ReadAllText(netlist);
            return run.ExitCode == 0 && exported.Length > 0
                ? exported
                : throw new UserErrorException(
                    $"{program} exported no netlist of {schematic}: {run.StandardOutput.Trim()} {run.StandardError.Trim()}",
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
