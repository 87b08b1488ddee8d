using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>What a virtual fleet is put through: the live fleet's plan, in virtual time.</summary>
/// <param name="entries">The entries, their times since the fleet began.</param>
/// <param name="lostAcknowledgements">The share of PUBACKs that are lost, 0 to 1.</param>
public sealed class VirtualPlan(IReadOnlyList<FleetPlanEntry> entries, double lostAcknowledgements)
{
    /// <summary>How long a prefecture's boards are without power, in milliseconds.</summary>
    public const int MainsOutageMs = 1_200_000;

    /// <summary>How long the broker is away, in milliseconds.</summary>
    public const int BrokerOutageMs = 60_000;

    /// <summary>Within how many milliseconds the doors of a storm open, all of them.</summary>
    public const int DoorStormMs = 10_000;

    private const double ShareOfDoors = 0.1;
    private const double ShareTaken = 0.2;

    /// <summary>Gets the entries.</summary>
    public IReadOnlyList<FleetPlanEntry> Entries => entries;

    /// <summary>Gets what fails, and when.</summary>
    public VirtualFaults Faults { get; } = new(
        [
            .. entries.Where(entry => entry.Storm != FleetStorm.Doors).Select(entry => entry.Storm == FleetStorm.Mains
                ? new FaultSpan(entry.AtMs, entry.AtMs + MainsOutageMs, entry.Prefecture)
                : new FaultSpan(entry.AtMs, entry.AtMs + BrokerOutageMs, null)),
        ],
        lostAcknowledgements);

    /// <summary>The usual plan: doors after a quarter of the time, Hohhot's mains after half, the broker after three quarters.</summary>
    /// <param name="lengthMs">How long the run is, in milliseconds of virtual time.</param>
    /// <returns>The entries.</returns>
    public static IReadOnlyList<FleetPlanEntry> Usual(long lengthMs) =>
    [
        new(lengthMs / 4, FleetStorm.Doors, FleetPlanEntry.DefaultPrefecture),
        new(lengthMs / 2, FleetStorm.Mains, FleetPlanEntry.DefaultPrefecture),
        new(lengthMs * 3 / 4, FleetStorm.Broker, FleetPlanEntry.DefaultPrefecture),
    ];

    /// <summary>Sends people to a cabinet whom the plan's storms of doors send there.</summary>
    /// <param name="surroundings">The cabinet's.</param>
    /// <param name="random">Decides whether it is one of them.</param>
    public void Visit(FleetSurroundings surroundings, SeededRandom random)
    {
        foreach (FleetPlanEntry entry in entries)
        {
            if (entry.Storm == FleetStorm.Doors && random.Chance(ShareOfDoors))
            {
                int openMs = random.NextInt(DoorStormMs / 2, DoorStormMs * 2);
                surroundings.Visit(entry.AtMs + random.NextInt(0, DoorStormMs), openMs,
                    random.Chance(ShareTaken) && openMs >= FleetSurroundings.ShortestTakingMs);
            }
        }
    }
}
