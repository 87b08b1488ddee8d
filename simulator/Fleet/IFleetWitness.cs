using AedCabinet.Events;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Sees every event of a fleet's cabinets in the scan in which it happens.</summary>
public interface IFleetWitness
{
    /// <summary>An event was made.</summary>
    /// <param name="cabinet">Of which cabinet.</param>
    /// <param name="item">The event.</param>
    void Happened(FleetCabinet cabinet, CabinetEvent item);
}
