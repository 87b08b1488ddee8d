using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary>Shows nobody anything, and remembers what was said.</summary>
internal class SilentProgress : IFleetProgress
{
    /// <summary>Everything that was said.</summary>
    public List<string> Said { get; } = [];

    public virtual void Say(string what) => Said.Add(what);

    public void Show(LiveFleet fleet, FleetSample sample)
    {
    }
}
