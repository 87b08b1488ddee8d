using System.CommandLine;

namespace AedCabinet.Simulator.Commands;

/// <summary>The options of what <c>desk --demo</c> starts beside the desk.</summary>
internal sealed class DeskDemoOptions
{
    private readonly Option<int> _mqtt = DeskCommand.Port("--mqtt-port", "With --demo: the broker's port.", 1883, 1);
    private readonly Option<int> _page = DeskCommand.Port("--web-port", "With --demo: the port of the cabinets' page.", 8080, 1);
    private readonly Option<int> _registry = DeskCommand.Port("--http", "With --demo: the registry's port.", 9464, 1);

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _mqtt, _page, _registry })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The ports, as the command line says.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>They.</returns>
    public DeskDemoPorts Ports(ParseResult result) =>
        new(result.GetValue(_mqtt), result.GetValue(_page), result.GetValue(_registry));
}
