using System.Globalization;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// A registry's database of its own, with the writer that fills it and time that passes when the test says so. No broker.
/// </summary>
internal sealed class LedgerBench : IDisposable
{
    public const string Cabinet = "NM-1";
    public const string Topic = "aed/v1/1501/150102/culture-tourism/" + Cabinet;

    private readonly TestStore _store;
    private readonly MessageIntake _intake = new();

    public LedgerBench()
        : this(new SqliteTestStore())
    {
    }

    /// <summary>Opens a registry.</summary>
    /// <param name="store">Where it keeps its ledgers; disposed of with the bench.</param>
    public LedgerBench(TestStore store)
    {
        _store = store;
        Database = store.Store.OpenForIngest();
        Writer = new LedgerWriter(Database);
    }

    public LedgerStore Store => _store.Store;

    public LedgerDatabase Database { get; private set; }

    public LedgerWriter Writer { get; private set; }

    public string DatabaseFile => Store.File!;

    public DateTimeOffset Now { get; set; } = new(2026, 1, 12, 3, 0, 0, TimeSpan.Zero);

    public long NowMs => Now.ToUnixTimeMilliseconds();

    public CabinetRecord Record => LedgerCabinets.Records(Writer.Book, Now).Single(cabinet => cabinet.Id == Cabinet);

    public static string EventText(int boot, int seq, string name = "door.opened", string severity = "info", string? data = null,
        string id = Cabinet, DateTimeOffset? at = null, string more = "") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"id\":\"{id}\",\"event\":\"{name}\",\"severity\":\"{severity}\",\"boot\":{boot},\"seq\":{seq},"
                + $"\"time\":\"{ContractForms.TimeText(
                    (at ?? new DateTimeOffset(2026, 1, 12, 3, 0, 0,
                        TimeSpan.Zero)).ToUnixTimeMilliseconds())}\",\"uptimeMs\":{seq * 1000},"
                            + $"{more}\"data\":{data
                                ?? (name.StartsWith("door.", StringComparison.Ordinal) ? "{\"compartment\":\"aed\"}" : "{}")}}}");

    public string StateText(int boot, int seq, bool isReady = true, string? open = null, string id = Cabinet, DateTimeOffset? at = null) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"id\":\"{id}\",\"boot\":{boot},\"connection\":1,\"seq\":{seq},"
                + $"\"time\":\"{ContractForms.TimeText((at ?? Now).ToUnixTimeMilliseconds())}\",\"uptimeMs\":{seq * 1000},"
                + $"\"mode\":\"normal\",\"ready\":{(isReady ? "true" : "false")},"
                + $"\"reasons\":[{(isReady ? string.Empty : "\"needs-inspection\"")}],\"doors\":{{\"aed\":\"closed\"}},"
                + $"\"open\":[{(open is null ? string.Empty : $"\"{open}\"")}]}}");

    public static string AboutText(string id = Cabinet, string kind = "aed") =>
        $"{{\"id\":\"{id}\",\"boot\":1,\"kind\":\"{kind}\",\"name\":\"演示箱, \\\"东门\\\"\",\"site\":{{\"name\":\"景区\",\"where\":\"东门\","
            + $"\"floor\":\"1\",\"indoor\":true,\"access\":\"yes\",\"hours\":\"24/7\"}},\"position\":{{\"lat\":40.842600,"
            + $"\"lon\":111.749200,\"datum\":\"WGS-84\"}},\"expiries\":{{\"battery\":\"2029-01-31\"}},\"contact\":{{\"phone\":\"+86 471 "
            + $"1\"}},\"firmware\":{{\"version\":\"0.1.0\"}}}}";

    public ReceivedMessage Message(string kind, string text, bool isRetained = false, string topic = Topic, IDelivery? delivery = null) =>
        _intake.Read($"{topic}/{kind}", Encoding.UTF8.GetBytes(text), isRetained, NowMs, delivery);

    public void Send(string kind, string text, bool isRetained = false, string topic = Topic) =>
        Writer.Write([Message(kind, text, isRetained, topic)], NowMs);

    public void SendBytes(string topic, byte[] payload) => Writer.Write([_intake.Read(topic, payload, false, NowMs, null)], NowMs);

    public void Pass(TimeSpan time)
    {
        Now += time;
        Writer.Tick(NowMs);
    }

    /// <summary>Ends the registry and starts it again on the same file.</summary>
    public void Restart()
    {
        Writer.Dispose();
        Database.Dispose();
        Database = Store.OpenForIngest();
        Writer = new LedgerWriter(Database);
    }

    public LedgerReport Verify() => LedgerCheck.Run(Database, NowMs);

    public long Number(string sql) => Database.Number(sql);

    /// <summary>Rows of a question, their cells with blanks between them.</summary>
    public string[] Rows(string sql) => TestStore.Rows(Database, sql);

    public void Dispose()
    {
        Writer.Dispose();
        Database.Dispose();
        _store.Dispose();
    }
}
