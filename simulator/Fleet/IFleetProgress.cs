namespace AedCabinet.Simulator.Fleet;

/// <summary>Shows a live run while it runs.</summary>
public interface IFleetProgress
{
    /// <summary>Something begins.</summary>
    /// <param name="what">What, in a line.</param>
    void Say(string what);

    /// <summary>A second is over.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="sample">The second.</param>
    void Show(LiveFleet fleet, FleetSample sample);
}
