using System.Globalization;
using AedCabinet.Contract;
using AedCabinet.Handover;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Fleet;

/// <summary>One live run of a fleet: broker, boards switched on one after the other, storms, goodbye, report.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="progress">Shown every second.</param>
public sealed class FleetRun(FleetOptions options, IFleetProgress progress)
{
    private const int SampleMs = 1000;

    // How long to wait after a storm until everything is back; then the report says what isn't.
    private const int CalmMs = 130000;

    // The length of a run that has no storm and was given no length.
    private const int QuietMs = 30000;
    private const int DrainMs = 45000;
    private const int FarewellMs = 15000;
    private const int MostAbsent = 20;

    private long _managedBefore;
    private long _processBefore;
    private double? _allOnlineAfterMs;
    private bool _wasCut;

    /// <summary>Runs.</summary>
    /// <param name="stop">Ends it early, with a report.</param>
    /// <returns>The report.</returns>
    /// <exception cref="UserErrorException">Something is missing or wrong, and nothing was started; or a broker or registry of the fleet's
    /// own has not come back.</exception>
    public async Task<FleetReport> RunAsync(CancellationToken stop)
    {
        MeasureBefore();
        DateTimeOffset startedAt = DateTimeOffset.Now;
        IReadOnlyList<FleetDraft> drafts = Drafts();
        FleetLimits.Check(drafts.Count);
        progress.Say(string.Create(CultureInfo.InvariantCulture,
            $"{drafts.Count} cabinets, seed {options.Seed}; Ctrl-C ends with a report"));
        using ManagedMosquitto? broker = options.OwnsBroker ? await ManagedMosquitto.StartAsync(drafts[0].Broker.Address) : null;
        using OwnRegistry? registry = options.OwnsRegistry ? await StartRegistryAsync(drafts[0].Broker.Address, stop) : null;
        using LiveFleet fleet = new(drafts, options.Seed, options.Threads);
        Dictionary<string, int> indexById = fleet.Members.ToDictionary(member => member.Cabinet.Configuration.Id,
            member => member.Cabinet.Index, StringComparer.Ordinal);
        await using FleetObserver observer = Observe(fleet, drafts[0].Broker, indexById);
        await observer.StartAsync();
        using FleetDatabaseWatch? database = options.Database is null ? null
            : new FleetDatabaseWatch(options.Database, fleet.Ledger, indexById);
        FleetSampler sampler = new(fleet, () => broker?.ProcessorTime ?? TimeSpan.Zero);
        FleetStormSchedule storms = new(options, fleet, broker, registry);
        fleet.Start();
        try
        {
            await SwitchOnAsync(fleet, Look, stop);
            await StormAsync(fleet, storms, Look, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _wasCut = true;
        }
        finally
        {
            await storms.EndAsync();
        }

        await DrainAsync(fleet, Look);
        return await EndAsync(fleet, sampler, storms, registry, startedAt);

        void Look()
        {
            broker?.CheckRunning();
            registry?.CheckRunning();
            progress.Show(fleet, sampler.Take());
        }
    }

    private async Task<FleetReport> EndAsync(LiveFleet fleet, FleetSampler sampler, FleetStormSchedule storms, OwnRegistry? registry,
        DateTimeOffset startedAt)
    {
        (long managed, long process) = MeasureAfter(fleet);
        int asleep = fleet.Asleep;
        string[] absent = [.. fleet.Members.Where(member => !member.Cabinet.HasReported).Take(MostAbsent).Select(Absence)];
        progress.Say("saying goodbye");
        await fleet.StopAsync(TimeSpan.FromMilliseconds(FarewellMs));
        FleetReport report = new FleetReportWriter(options, fleet, sampler.Samples, storms.Storms).Write() with
        {
            StartedAt = startedAt,
            AllOnlineAfterSeconds = _allOnlineAfterMs / 1000,
            WasCut = _wasCut,
            Asleep = asleep,
            Absent = absent,
            ManagedBytesPerCabinet = managed,
            ProcessBytesPerCabinet = process,
        };
        if (registry is null)
        {
            return report;
        }

        progress.Say("registry verify");
        (bool isClean, string text) = await registry.VerifyAsync();
        return report with { IsRegistryClean = isClean, RegistryVerdict = text };
    }

    private async Task<OwnRegistry> StartRegistryAsync(BrokerAddress broker, CancellationToken stop)
    {
        try
        {
            return await OwnRegistry.StartAsync(broker, options.Database!, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new UserErrorException("Ended before the first board was switched on; there is nothing to report.",
                UserErrorException.Environment);
        }
    }

    private IReadOnlyList<FleetDraft> Drafts()
    {
        // Above every boot of an earlier run, as provision does it; otherwise a registry takes new events for ones it has.
        int firstBoot = ProvisioningRun.FirstBootAt(DateTimeOffset.UtcNow);
        IReadOnlyList<FleetDraft> drafts;
        if (options.Deliveries is not null)
        {
            drafts = FleetDrafts.Read(options.Deliveries, options.Cabinets, options.Broker);
        }
        else
        {
            FleetMembers roll = new(options.Cabinets, options.Seed, options.Broker!,
                DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)), firstBoot);
            drafts = FleetDrafts.Of(roll, new FleetBroker(options.Broker!, null));
        }

        foreach (FleetDraft draft in drafts)
        {
            draft.Configuration.FirstBoot = Math.Max(draft.Configuration.FirstBoot, firstBoot);
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

        // It has its own account: the account's name is the client id, so using the registry's would disconnect the registry.
        FleetBroker readers = broker.At(options.Readers ?? new BrokerAddress(broker.Address.Host, broker.Address.Port + 1));
        string? password = RegistryFiles.Load(options.Deliveries.FullName).AccountPasswords.GetValueOrDefault(AclRules.Watch);
        return new FleetObserver(readers, fleet.Ledger, indexById, password is null ? null : AclRules.Watch, password);
    }

    private async Task SwitchOnAsync(LiveFleet fleet, Action look, CancellationToken stop)
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
        while (on < count || !fleet.HasAllReported)
        {
            stop.ThrowIfCancellationRequested();
            long elapsedMs = fleet.Clock.NowMs - beganMs;
            for (; on < count && on < elapsedMs * options.RampPerSecond / 1000; on++)
            {
                fleet.PowerOn(on);
            }

            if (elapsedMs > options.OnlinePatienceMs + ((long)count * 1000 / options.RampPerSecond))
            {
                SayWhoIsAbsent(fleet);
                return;
            }

            await Task.Delay(50, CancellationToken.None);
            if (fleet.Clock.NowMs >= sampleAtMs)
            {
                sampleAtMs = fleet.Clock.NowMs + SampleMs;
                look();
            }
        }

        _allOnlineAfterMs = fleet.Clock.Ms - beganMs;
        string asleep = fleet.Asleep is var kits and > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {kits} of them kits that have reported and sleep") : string.Empty;
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"all {count} online after {_allOnlineAfterMs / 1000:F0} s{asleep}"));
    }

    private void SayWhoIsAbsent(LiveFleet fleet)
    {
        FleetMember[] absent = [.. fleet.Members.Where(member => !member.Cabinet.HasReported)];
        string why = absent.Length == 0 ? string.Empty : "; " + Absence(absent[0]);
        progress.Say(string.Create(CultureInfo.InvariantCulture,
            $"only {fleet.Members.Count - absent.Length} of {fleet.Members.Count} came online; going on without the others{why}"));
    }

    private static string Absence(FleetMember member) =>
        $"{member.Cabinet.Configuration.Id}: "
            + $"{member.Connection.Problem ?? $"its link is {member.Cabinet.LinkState.ToString().ToLowerInvariant()}"}";

    private async Task StormAsync(LiveFleet fleet, FleetStormSchedule storms, Action look, CancellationToken stop)
    {
        Queue<FleetPlanEntry> plan = new(options.Plan.OrderBy(entry => entry.AtMs));
        long beganMs = fleet.Clock.NowMs;
        long lastMs = options.Plan.Count == 0 ? 0 : options.Plan.Max(entry => entry.AtMs);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            long elapsedMs = fleet.Clock.NowMs - beganMs;
            if (plan.Count == 0 && (options.DurationMs is { } durationMs ? elapsedMs >= durationMs : IsOver(elapsedMs - lastMs)))
            {
                return;
            }

            if (plan.Count > 0 && elapsedMs >= plan.Peek().AtMs)
            {
                progress.Say("storm: " + plan.Peek());
                storms.Begin(plan.Dequeue(), stop);
            }

            await Task.Delay(SampleMs - (int)(fleet.Clock.NowMs % SampleMs), CancellationToken.None);
            look();
            await storms.LookAsync();
        }

        // All are back, and all opened doors are shut.
        bool IsOver(long sinceLastMs) => options.Plan.Count == 0
            ? sinceLastMs >= QuietMs
            : sinceLastMs >= CalmMs
                || (sinceLastMs > FleetStorms.OverAfterMs(options.StormMs) && storms.AreAllBack && HasAllArrived(fleet));
    }

    private bool HasAllArrived(LiveFleet fleet) =>
        fleet.Ledger.Received == fleet.Ledger.Made && (options.Database is null || fleet.Ledger.Committed == fleet.Ledger.Made);

    private async Task DrainAsync(LiveFleet fleet, Action look)
    {
        progress.Say("waiting for what is under way");
        fleet.Ledger.Close();
        long untilMs = fleet.Clock.NowMs + Math.Min(_wasCut ? DrainMs / 4 : DrainMs, options.OnlinePatienceMs);
        while (fleet.Clock.NowMs < untilMs && !HasAllArrived(fleet))
        {
            await Task.Delay(SampleMs);
            look();
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
        return (Math.Max(managed, 0) / fleet.Members.Count, Math.Max(process - fleet.Ledger.Bytes, 0) / fleet.Members.Count);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
