using AedCabinet.Alerting;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Alerting;

/// <summary>A registry's database, those on call, and processes that tell them; time passes when the test says so.</summary>
internal sealed class AlertBench : IDisposable
{
    private readonly List<AlertEngine> _engines = [];

    public AlertBench(TestStore store)
    {
        Ledger = new LedgerBench(store) { Now = Time.GetUtcNow() };
        Channels = new Dictionary<string, IAlertChannel> { ["mail"] = Mail, ["sms"] = Sms };
    }

    public ManualTime Time { get; } = new();

    public LedgerBench Ledger { get; }

    public RecordedChannel Mail { get; } = new();

    public RecordedChannel Sms { get; } = new();

    public RecordedLog Log { get; } = new();

    public AlertingSettings Settings { get; } = new() { Page = new Uri("https://aed.example/") };

    public IReadOnlyDictionary<string, IAlertChannel> Channels { get; }

    /// <summary>The steps of an emergency as they are written down: round, person, channel, outcome and attempt.</summary>
    public string[] Steps =>
        Ledger.Rows("SELECT round, person, channel, outcome, attempt FROM alerts WHERE cause LIKE 'e:%' ORDER BY cause, round");

    /// <summary>Another process of the same registry.</summary>
    public AlertEngine Process(IReadOnlyDictionary<string, IAlertChannel>? channels = null)
    {
        _engines.Add(new AlertEngine(Ledger.Store, channels ?? Channels, Settings, Time, Log));
        return _engines[^1];
    }

    public void OnCall(params OnCallEntry[] entries)
    {
        using OnCallBook book = new(Ledger.Store);
        book.Replace(entries);
    }

    public static OnCallEntry Person(string name, int place, Severity severity = Severity.Emergency, string channel = "mail") =>
        new(0, string.Empty, string.Empty, string.Empty, severity, place, name, channel, name + "@example.org", string.Empty, false);

    public void Happens(int seq, string name, string severity, string cabinet = LedgerBench.Cabinet)
    {
        string topic = LedgerBench.Topic.Replace(LedgerBench.Cabinet, cabinet, StringComparison.Ordinal);
        Ledger.Now = Time.GetUtcNow();
        Ledger.Send("about", LedgerBench.AboutText(cabinet), topic: topic);
        Ledger.Send("event", LedgerBench.EventText(1, seq, name, severity, id: cabinet, at: Time.GetUtcNow()), topic: topic);
    }

    /// <summary>Time passes; then the processes look, and what they send arrives.</summary>
    public async Task PassAsync(TimeSpan time, params AlertEngine[] processes)
    {
        Time.Advance(time);
        foreach (AlertEngine process in processes.Length > 0 ? processes : [.. _engines])
        {
            process.Look();
            await process.SettleAsync();
        }
    }

    /// <summary>A process is killed: nothing of it is awaited or written any more.</summary>
    public void Kill(AlertEngine process) => _engines.Remove(process);

    public void Dispose()
    {
        foreach (AlertEngine engine in _engines)
        {
            engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        Ledger.Dispose();
        string[] refused = [.. Log.Lines.Where(line => line.Contains("database", StringComparison.Ordinal))];
        Assert.IsEmpty(refused, string.Join('\n', refused));
    }
}
