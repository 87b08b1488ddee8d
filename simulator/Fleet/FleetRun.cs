using System.Globalization;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Provisioning;

namespace AedCabinet.Simulator.Fleet;

/// <summary>One live run of a fleet: broker, boards switched on one after the other, storms, goodbye, report.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="progress">Shown every second.</param>
internal sealed class FleetRun(FleetOptions options, IFleetProgress progress)
{
    private const int SampleMs = 1000;

    // Boards start, wait up to a minute, and try again once.
    private const int OnlinePatienceMs = 240000;

    // After a storm everything is back within two minutes, or the report says that it wasn't.
    private const int CalmMs = 130000;
    private const int DrainMs = 45000;
    private const int FarewellMs = 15000;

    private readonly List<FleetStormRecord> _storms = [];
    private long _managedBefore;
    private long _processBefore;
    private double? _allOnlineAtMs;
    private bool _wasCut;

    /// <summary>Runs.</summary>
    /// <param name="stop">Ends it early, with a report.</param>
    /// <returns>The report.</returns>
    /// <exception cref="SimulatorException">Something is missing or wrong; nothing was started.</exception>
    public async Task<FleetReport> RunAsync(CancellationToken stop)
    {
        FleetLimits.Check(options.Cabinets);
        MeasureBefore();
        DateTimeOffset startedAt = DateTimeOffset.Now;
        IReadOnlyList<FleetDraft> drafts = Drafts();
        using OwnBroker? broker = options.OwnsBroker ? await OwnBroker.StartAsync(drafts[0].Broker.Address) : null;
        using OwnRegistry? registry = options.OwnsRegistry ? await OwnRegistry.StartAsync(drafts[0].Broker.Address, options.Database!) : null;
        using LiveFleet fleet = new(drafts, options.Seed, options.Threads);
        Dictionary<string, int> indexById = fleet.Members.ToDictionary(member => member.Cabinet.Configuration.Id, member => member.Cabinet.Index, StringComparer.Ordinal);
        await using FleetObserver observer = Observe(fleet, drafts[0].Broker, indexById);
        await observer.StartAsync();
        using FleetDatabaseWatch? database = options.Database is null ? null : new FleetDatabaseWatch(options.Database, fleet.Ledger, indexById);
        FleetSampler sampler = new(fleet, () => broker?.ProcessorTime ?? TimeSpan.Zero);
        fleet.Start();
        try
        {
            await SwitchOnAsync(fleet, sampler, stop);
            await StormAsync(fleet, sampler, broker, registry, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _wasCut = true;
        }

        await DrainAsync(fleet, sampler);
        (long managed, long process) = MeasureAfter(fleet);
        progress.Say("saying goodbye");
        await fleet.StopAsync(TimeSpan.FromMilliseconds(FarewellMs));
        FleetReportWriter writer = new(options, fleet, sampler.Samples, _storms);
        FleetReport report = writer.Write(startedAt, _allOnlineAtMs / 1000, _wasCut, managed, process);
        if (registry is null)
        {
            return report;
        }

        progress.Say("registry verify");
        (bool isClean, string text) = await registry.VerifyAsync();
        return report with { IsRegistryClean = isClean, RegistryVerdict = text };
    }

    private IReadOnlyList<FleetDraft> Drafts()
    {
        IReadOnlyList<FleetDraft> drafts;
        if (options.Deliveries is not null)
        {
            drafts = FleetDrafts.Read(options.Deliveries, options.Cabinets, options.Broker);
        }
        else
        {
            // Above every boot of an earlier run, as provision does: a second a number, from the year of the first run on.
            int firstBoot = (int)(DateTimeOffset.UtcNow - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds + 1;
            FleetRoll roll = new(options.Cabinets, options.Seed, options.Broker!, DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)), firstBoot);
            drafts = FleetDrafts.Of(roll, new FleetBroker(options.Broker!, null));
        }

        foreach (FleetDraft draft in drafts)
        {
            draft.Configuration.Broker.FirstAttemptSeconds = options.FirstAttemptSeconds ?? draft.Configuration.Broker.FirstAttemptSeconds;
        }

        return drafts;
    }

    private FleetObserver Observe(LiveFleet fleet, FleetBroker broker, Dictionary<string, int> indexById)
    {
        if (options.Deliveries is null)
        {
            return new FleetObserver(broker, fleet.Ledger, indexById, null, null);
        }

        string? password = RegistryFiles.Load(options.Deliveries.FullName).AccountPasswords.GetValueOrDefault(AclRules.Registry);
        return new FleetObserver(broker, fleet.Ledger, indexById, password is null ? null : AclRules.Registry, password);
    }

    private async Task SwitchOnAsync(LiveFleet fleet, FleetSampler sampler, CancellationToken stop)
    {
        if (options.WaitMs > 0)
        {
            progress.Say(string.Create(CultureInfo.InvariantCulture, $"waiting {options.WaitMs / 1000} s before the first board"));
            await Task.Delay(TimeSpan.FromMilliseconds(options.WaitMs), stop);
        }

        int count = fleet.Members.Count;
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"switching {count} boards on, {options.RampPerSecond} a second"));
        long beganMs = fleet.Clock.NowMs;
        int on = 0;
        long sampleAtMs = beganMs + SampleMs;
        while (on < count || fleet.Online < count)
        {
            stop.ThrowIfCancellationRequested();
            long elapsedMs = fleet.Clock.NowMs - beganMs;
            for (; on < count && on < elapsedMs * options.RampPerSecond / 1000; on++)
            {
                fleet.PowerOn(on);
            }

            if (elapsedMs > OnlinePatienceMs + ((long)count * 1000 / options.RampPerSecond))
            {
                progress.Say(string.Create(CultureInfo.InvariantCulture, $"only {fleet.Online} of {count} came online; going on without the others"));
                return;
            }

            await Task.Delay(50, CancellationToken.None);
            if (fleet.Clock.NowMs >= sampleAtMs)
            {
                sampleAtMs += SampleMs;
                progress.Show(fleet, sampler.Take());
            }
        }

        _allOnlineAtMs = fleet.Clock.Ms;
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"all {count} online after {_allOnlineAtMs / 1000:F0} s"));
    }

    private async Task StormAsync(LiveFleet fleet, FleetSampler sampler, OwnBroker? broker, OwnRegistry? registry, CancellationToken stop)
    {
        Queue<FleetPlanEntry> plan = new(options.Plan.OrderBy(entry => entry.AtMs));
        long beganMs = fleet.Clock.NowMs;
        long lastMs = options.Plan.Count == 0 ? 0 : options.Plan.Max(entry => entry.AtMs);
        bool isBackToWait = options.Plan.Count > 0 && options.DurationMs is null;
        List<Task> underWay = [];
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            long elapsedMs = fleet.Clock.NowMs - beganMs;
            if (plan.Count == 0 && elapsedMs >= (options.DurationMs ?? lastMs + (isBackToWait ? IsCalm(fleet, elapsedMs - lastMs) ? 0 : CalmMs : 30000)))
            {
                await Task.WhenAll(underWay);
                return;
            }

            if (plan.Count > 0 && elapsedMs >= plan.Peek().AtMs)
            {
                underWay.Add(Begin(plan.Dequeue(), fleet, broker, registry));
            }

            foreach (Task done in underWay.Where(task => task.IsCompleted).ToArray())
            {
                // A broker that does not come back ends the run: it would only show what nobody asked for.
                await done;
                underWay.Remove(done);
            }

            await Task.Delay(SampleMs - (int)(fleet.Clock.NowMs % SampleMs), CancellationToken.None);
            progress.Show(fleet, sampler.Take());
            NoteRecovery(fleet);
        }
    }

    private Task Begin(FleetPlanEntry entry, LiveFleet fleet, OwnBroker? broker, OwnRegistry? registry)
    {
        FleetStormRecord record = new(entry, fleet.Clock.Ms);
        _storms.Add(record);
        progress.Say("storm: " + entry);
        switch (entry.Storm)
        {
            case FleetStorm.Doors:
                record.Struck.UnionWith(FleetStorms.OpenDoors(fleet, options.StormMs, new SeededRandom(options.Seed + entry.AtMs)));
                return Task.CompletedTask;
            case FleetStorm.Mains:
                record.Struck.UnionWith(FleetStorms.CutMains(fleet, entry.Prefecture));
                return FleetStorms.ReturnMainsAsync(fleet, record.Struck, options.StormMs);
            case FleetStorm.Registry:
                return registry!.KillAsync(options.StormMs);
            default:
                record.Struck.UnionWith(Enumerable.Range(0, fleet.Members.Count));
                return broker!.RestartAsync();
        }
    }

    private void NoteRecovery(LiveFleet fleet)
    {
        foreach (FleetStormRecord storm in _storms.Where(item => item.BackAtMs is null))
        {
            // That everybody is online right after it began only says that nobody has noticed yet.
            bool isOnline = storm.Struck.All(index => fleet.Members[index].Cabinet.LinkState == LinkState.Online);
            storm.WasDown |= !isOnline;
            if (isOnline && (storm.WasDown || storm.Entry.Storm is FleetStorm.Doors or FleetStorm.Registry))
            {
                storm.BackAtMs = fleet.Clock.Ms;
            }
        }
    }

    // All are back, and what was opened is shut again.
    private bool IsCalm(LiveFleet fleet, long sinceLastMs) =>
        sinceLastMs > FleetStorms.OverAfterMs(options.StormMs) && _storms.TrueForAll(storm => storm.BackAtMs is not null) && HasAllArrived(fleet);

    private bool HasAllArrived(LiveFleet fleet) =>
        fleet.Ledger.Received == fleet.Ledger.Made && (options.Database is null || fleet.Ledger.Committed == fleet.Ledger.Made);

    private async Task DrainAsync(LiveFleet fleet, FleetSampler sampler)
    {
        progress.Say("waiting for what is under way");
        fleet.Ledger.Close();
        long untilMs = fleet.Clock.NowMs + (_wasCut ? DrainMs / 4 : DrainMs);
        while (fleet.Clock.NowMs < untilMs && !HasAllArrived(fleet))
        {
            await Task.Delay(SampleMs);
            progress.Show(fleet, sampler.Take());
        }
    }

    private void MeasureBefore()
    {
        Collect();
        _managedBefore = GC.GetTotalMemory(true);
        _processBefore = Environment.WorkingSet;
    }

    private (long Managed, long Process) MeasureAfter(LiveFleet fleet)
    {
        long process = Environment.WorkingSet - _processBefore;
        Collect();
        long managed = GC.GetTotalMemory(true) - _managedBefore - fleet.Ledger.Bytes;
        return (managed / fleet.Members.Count, (process - fleet.Ledger.Bytes) / fleet.Members.Count);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
