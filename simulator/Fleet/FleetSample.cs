namespace AedCabinet.Simulator.Fleet;

/// <summary>One second of a live run; longer on a machine that was too busy.</summary>
/// <param name="Seconds">Since the start.</param>
/// <param name="Online">Cabinets that are online.</param>
/// <param name="Asleep">Battery kits that sleep after their report.</param>
/// <param name="Attempts">Attempts to connect in this second.</param>
/// <param name="Accepted">Attempts that the broker accepted in this second.</param>
/// <param name="Lost">Connections lost in this second.</param>
/// <param name="EventsMade">Events made in this second.</param>
/// <param name="EventsReceived">Events that came at the observer in this second.</param>
/// <param name="Acknowledged">Messages that the broker acknowledged in this second.</param>
/// <param name="UnderWay">Messages under way to the broker.</param>
/// <param name="CpuPercent">Processor time of this process, 100 for one core.</param>
/// <param name="BrokerCpuPercent">Processor time of the fleet's own broker; 0 with another.</param>
/// <param name="WorkingSetBytes">Memory of this process.</param>
/// <param name="ManagedBytes">Of which the runtime's heap, garbage included.</param>
/// <param name="WorstScanMs">How late the latest scan of this second was, in milliseconds.</param>
/// <param name="Scans">Scans in this second.</param>
public sealed record FleetSample(
    double Seconds,
    int Online,
    int Asleep,
    long Attempts,
    long Accepted,
    long Lost,
    long EventsMade,
    long EventsReceived,
    long Acknowledged,
    int UnderWay,
    double CpuPercent,
    double BrokerCpuPercent,
    long WorkingSetBytes,
    long ManagedBytes,
    double WorstScanMs,
    long Scans);
