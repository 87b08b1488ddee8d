using AedCabinet.Centre;
using AedCabinet.Contract;
using Prometheus;

namespace AedCabinet.Ledger;

/// <summary>The registry's figures for Prometheus.</summary>
public sealed class LedgerMetrics
{
    private static readonly string[] s_kind = ["kind"];
    private static readonly string[] s_status = ["status"];
    private static readonly string[] s_explained = ["explained"];
    private static readonly string[] s_event = ["event"];
    private static readonly string[] s_outcome = ["outcome"];

    private readonly Counter _messages;
    private readonly Counter _events;
    private readonly Counter _doubles;
    private readonly Counter _setAside;
    private readonly Counter _inPart;
    private readonly Counter _conflicts;
    private readonly Counter _resends;
    private readonly Counter _resent;
    private readonly Counter _dropped;
    private readonly Counter _failedWrites;
    private readonly Histogram _batch;
    private readonly Histogram _commit;
    private readonly Histogram _delay;
    private readonly Gauge _connected;
    private readonly Gauge _waiting;
    private readonly Gauge _lag;
    private readonly Gauge _cabinets;
    private readonly Gauge _open;
    private readonly Gauge _gaps;

    /// <summary>Initializes a new instance of the <see cref="LedgerMetrics"/> class.</summary>
    public LedgerMetrics()
    {
        IMetricFactory make = Metrics.WithCustomRegistry(Registry);
        _messages = make.CreateCounter("aed_registry_messages_total", "Messages written to disk, by kind.", s_kind);
        _events = make.CreateCounter("aed_registry_events_total", "Events that were new.");
        _doubles = make.CreateCounter("aed_registry_doubles_total", "Events that were there already.");
        _setAside = make.CreateCounter("aed_registry_set_aside_total", "Messages that could not be used.");
        _inPart = make.CreateCounter("aed_registry_taken_in_part_total",
            "Messages that were used but for something in them; of a cabinet's pictures each time it is something else.");
        _conflicts = make.CreateCounter("aed_registry_conflicts_total",
            "Events that came under the number of another: two boards, or a lost flash.");
        _resends = make.CreateCounter("aed_registry_resends_total",
            "Times that missing events were asked for again, by what came of it.", s_outcome);
        _resent = make.CreateCounter("aed_registry_resent_events_total", "Missing events that came after they were asked for again.");
        _dropped = make.CreateCounter("aed_registry_telemetry_dropped_total", "Telemetry dropped because too many messages waited.");
        _failedWrites = make.CreateCounter("aed_registry_failed_writes_total",
            "Writes that the database refused and that were tried again.");
        _batch = make.CreateHistogram("aed_registry_batch_messages", "Messages in a batch.",
            new HistogramConfiguration { Buckets = [1, 2, 5, 10, 20, 50, 100, 200, LedgerLimits.BatchMessages] });
        _commit = make.CreateHistogram("aed_registry_commit_seconds", "From the start of a batch until it is on disk.",
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 12) });
        _delay = make.CreateHistogram("aed_registry_event_delay_seconds",
            "From an emergency or an urgent event, by the cabinet's clock, until it came.",
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.05, 2, 14) });
        _connected = make.CreateGauge("aed_registry_connected", "1 while connected to the broker and subscribed.");
        _waiting = make.CreateGauge("aed_registry_waiting_messages", "Messages that came and are not on disk yet.");
        _lag = make.CreateGauge("aed_registry_lag_seconds", "How long the one of them that came first has waited.");
        _cabinets = make.CreateGauge("aed_registry_cabinets",
            "Cabinets: ready, not-ready, offline (of them stale, whose state is too old), not-understood, two-boards (or a lost flash).",
            s_status);
        _open = make.CreateGauge("aed_registry_open_emergencies", "Emergencies that nobody has acknowledged or inspected.", s_event);
        _gaps = make.CreateGauge("aed_registry_missing_events",
            "Numbers of events that are missing, by whether the cabinet accounted for them.", s_explained);
    }

    /// <summary>Gets where Prometheus reads them.</summary>
    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    /// <summary>Counts a batch that is on disk.</summary>
    /// <param name="batch">The messages.</param>
    /// <param name="outcome">What it held.</param>
    /// <param name="took">How long it took.</param>
    public void CountBatch(IReadOnlyList<ReceivedMessage> batch, BatchOutcome outcome, TimeSpan took)
    {
        Span<int> kinds = stackalloc int[(int)MessageKind.Reply + 1];
        for (int i = 0; i < batch.Count; i++)
        {
            ReceivedMessage message = batch[i];
            kinds[(int)message.Kind]++;
            if (message.Kind == MessageKind.Event && message.Fault is null && message.Event.Severity >= Severity.Urgent
                && message.Event.AtMs != EventFacts.UnknownTime)
            {
                _delay.Observe((message.ReceivedMs - message.Event.AtMs) / 1000.0);
            }
        }

        for (int kind = 0; kind < kinds.Length; kind++)
        {
            if (kinds[kind] > 0)
            {
                _messages.WithLabels(NameOf((MessageKind)kind)).Inc(kinds[kind]);
            }
        }

        _events.Inc(outcome.Events);
        _doubles.Inc(outcome.Doubles);
        _setAside.Inc(outcome.SetAside);
        _inPart.Inc(outcome.InPart);
        _conflicts.Inc(outcome.Conflicts);
        _batch.Observe(batch.Count);
        _commit.Observe(took.TotalSeconds);
    }

    /// <summary>Counts something that was asked for again.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="came">How many events came.</param>
    public void CountResend(string outcome, int came)
    {
        _resends.WithLabels(outcome).Inc();
        _resent.Inc(came);
    }

    /// <summary>Counts telemetry that was dropped.</summary>
    public void CountDropped() => _dropped.Inc();

    /// <summary>Counts a write that the database refused.</summary>
    public void CountFailedWrite() => _failedWrites.Inc();

    /// <summary>Shows the connection and what waits.</summary>
    /// <param name="isConnected">Whether it is connected.</param>
    /// <param name="waiting">How many messages wait.</param>
    /// <param name="lag">How long the first of them has.</param>
    public void ShowIntake(bool isConnected, int waiting, TimeSpan lag)
    {
        _connected.Set(isConnected ? 1 : 0);
        _waiting.Set(waiting);
        _lag.Set(lag.TotalSeconds);
    }

    /// <summary>Shows the cabinets.</summary>
    /// <param name="cabinets">The cabinets.</param>
    public void ShowCabinets(IReadOnlyList<CabinetRecord> cabinets)
    {
        RegistryFigures figures = RegistryFigures.Of(cabinets);
        _cabinets.WithLabels("ready").Set(figures.Ready);
        _cabinets.WithLabels("not-ready").Set(figures.NotReady);
        _cabinets.WithLabels("offline").Set(figures.Offline);
        _cabinets.WithLabels("not-understood").Set(figures.NotUnderstood);
        _cabinets.WithLabels("two-boards").Set(figures.TwoBoards);
        _cabinets.WithLabels("stale").Set(cabinets.Count(cabinet => cabinet.IsStale));
        ILookup<string, OpenEmergency> open = cabinets.SelectMany(cabinet => cabinet.Open).ToLookup(item => item.Event);
        foreach (string[] labels in _open.GetAllLabelValues().Where(labels => !open.Contains(labels[0])))
        {
            _open.WithLabels(labels).Set(0);
        }

        foreach (IGrouping<string, OpenEmergency> group in open)
        {
            _open.WithLabels(group.Key).Set(group.Count());
        }
    }

    /// <summary>Shows the missing numbers.</summary>
    /// <param name="missing">What is missing.</param>
    public void ShowMissing(IReadOnlyList<LedgerProblem> missing)
    {
        _gaps.WithLabels("yes").Set(missing.Where(item => item.IsExplained).Sum(item => item.Count));
        _gaps.WithLabels("no").Set(missing.Where(item => item.IsFinding).Sum(item => item.Count));
    }

    private static string NameOf(MessageKind kind) => kind switch
    {
        MessageKind.Online => "online",
        MessageKind.About => "about",
        MessageKind.State => "state",
        MessageKind.Event => "event",
        MessageKind.Telemetry => "telemetry",
        MessageKind.Reply => "reply",
        _ => "other",
    };
}
