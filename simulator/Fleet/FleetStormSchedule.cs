using AedCabinet.Link;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Begins the storms of a live run, and notes when everything is back after each.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="fleet">The fleet.</param>
/// <param name="broker">Its own broker, or <c>null</c>.</param>
/// <param name="registry">Its own registry, or <c>null</c>.</param>
internal sealed class FleetStormSchedule(FleetOptions options, LiveFleet fleet, ManagedMosquitto? broker, OwnRegistry? registry)
{
    private readonly List<FleetStormRecord> _storms = [];
    private readonly List<Task> _underWay = [];

    /// <summary>Gets the storms so far.</summary>
    public IReadOnlyList<FleetStormRecord> Storms => _storms;

    /// <summary>Gets a value indicating whether all are back after every storm.</summary>
    public bool AreAllBack => _storms.TrueForAll(storm => storm.BackAtMs is not null);

    /// <summary>Begins a storm.</summary>
    /// <param name="entry">What it is.</param>
    /// <param name="stop">Ends at once what of it would come later.</param>
    public void Begin(FleetPlanEntry entry, CancellationToken stop)
    {
        FleetStormRecord record = new(entry, fleet.Clock.Ms) { LostBefore = Volatile.Read(ref fleet.Counters.Lost) };
        _storms.Add(record);
        switch (entry.Storm)
        {
            case FleetStorm.Doors:
                record.WasDown = true;
                record.Struck.UnionWith(FleetStorms.OpenDoors(fleet, options.StormMs, new SeededRandom(options.Seed + entry.AtMs)));
                break;
            case FleetStorm.Mains:
                record.Struck.UnionWith(FleetStorms.CutMains(fleet, entry.Prefecture));
                record.WasDown = record.Struck.Count == 0;
                _underWay.Add(FleetStorms.ReturnMainsAsync(fleet, record.Struck, options.StormMs, stop));
                break;
            case FleetStorm.Registry:
                record.WasDown = true;
                _underWay.Add(registry!.KillAsync(options.StormMs, stop));
                break;
            default:
                record.Struck.UnionWith(Enumerable.Range(0, fleet.Members.Count));
                record.WasDown = fleet.Online == 0;
                _underWay.Add(broker!.RestartAsync());
                break;
        }
    }

    /// <summary>Updates the storms with what has happened since the last call.</summary>
    /// <returns>When it is noted.</returns>
    /// <exception cref="UserErrorException">A broker or registry does not come back: the run would only show what nobody asked
    /// for.</exception>
    public async Task LookAsync()
    {
        foreach (Task done in _underWay.Where(task => task.IsCompleted).ToArray())
        {
            _ = _underWay.Remove(done);
            await done;
        }

        foreach (FleetStormRecord storm in _storms.Where(item => item.BackAtMs is null))
        {
            // All online right after the start only means that nobody has noticed yet. A cabinet that came back before the first check has
            // lost its connection all the same.
            bool isBack = storm.Struck.All(index => fleet.Members[index].Cabinet.HasReported);
            storm.WasDown |= !isBack
                || (storm.Entry.Storm == FleetStorm.Broker && Volatile.Read(ref fleet.Counters.Lost) > storm.LostBefore);
            if (isBack && storm.WasDown)
            {
                storm.BackAtMs = fleet.Clock.Ms;
                storm.Asleep = storm.Struck.Count(index => fleet.Members[index].Cabinet.LinkState != LinkState.Online);
            }
        }
    }

    /// <summary>Waits for storms under way: nothing may be restarted while the fleet shuts down.</summary>
    /// <returns>When it is over, well or not.</returns>
    public async Task EndAsync()
    {
        // The report names the cabinets that did not come back.
        await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
