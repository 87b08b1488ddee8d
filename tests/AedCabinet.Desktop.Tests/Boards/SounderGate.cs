using AedCabinet.Simulator.Boards.Circuit;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>
/// Works out the levels of a netlist's NAND gates, so that the sounder gate is judged as it is wired, not as it is described.
/// </summary>
internal sealed class SounderGate(Netlist netlist)
{
    private readonly Dictionary<string, bool> _levels = [];

    /// <summary>The level at the driver of the sounder.</summary>
    /// <param name="sounder">What the firmware drives.</param>
    /// <param name="inhibit">Whether the firmware inhibits.</param>
    /// <param name="doorOpen">Whether the door's contact is open.</param>
    /// <param name="alive">Whether the watchdog's pin has moved within the monostable's time.</param>
    /// <returns>Whether the sounder sounds.</returns>
    public bool Sounds(bool sounder, bool inhibit, bool doorOpen, bool alive)
    {
        _levels.Clear();
        _levels[On("U61", "1Q")] = alive;
        _levels[On("U61", "1nQ")] = !alive;
        _levels["sounder"] = sounder;
        _levels["sounderInhibit"] = inhibit;
        _levels["aedDoor:open"] = doorOpen;
        _levels["0V"] = false;
        _levels["3V3"] = true;
        return Level(On("U50", "I1"));
    }

    private bool Level(string net)
    {
        if (_levels.TryGetValue(net, out bool known))
        {
            return known;
        }

        NetEnd output = netlist.Nets[net].Single(end => end.Pin.EndsWith('Y') && Part(end).TypeName == "nand");
        string gate = output.Pin[..^1];
        return _levels[net] = !(Level(On(output.Ref, gate + "A")) && Level(On(output.Ref, gate + "B")));
    }

    private NetlistPart Part(NetEnd end) => netlist.Parts.Single(part => part.Ref == end.Ref);

    private string On(string part, string pin) => netlist.NetOf(new NetEnd(part, pin))!;
}
