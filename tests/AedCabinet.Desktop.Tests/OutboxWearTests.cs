using System.Globalization;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// What a busy cabinet costs its flash. The figures in <c>firmware/AedCabinet.Core/STORAGE.md</c> are those computed here from
/// a day of the firmware's own storing; the formula is written down there.
/// </summary>
[TestClass]
public class OutboxWearTests
{
    private const int EventsPerDay = 200;
    private const int ProgramUnit = 128;
    private const int InlineLimit = 512;

    // A directory that fills more than half a block after compaction is split: so many bytes at least are free for commits.
    private const int CommitBytesPerErase = 4096 / 2;
    private const int FreeBlocks = 40;
    private const int Endurance = 100_000;
    private const double LeastYears = 10;

    private static readonly EventKind[] s_kinds =
    [
        EventKind.DoorOpened, EventKind.DoorClosed, EventKind.DoorOpened, EventKind.AedRemoved, EventKind.AedReturned,
        EventKind.DoorClosed, EventKind.DoorLeftOpen, EventKind.MainsLost, EventKind.MainsRestored, EventKind.BatteryLow,
        EventKind.BatteryOk, EventKind.AedDark, EventKind.AedReady, EventKind.TemperatureLow, EventKind.TemperatureNormal,
        EventKind.SosPressed, EventKind.InspectionDone, EventKind.LinkRestored, EventKind.SelfTestPassed, EventKind.HeaterFault,
    ];

    [TestMethod]
    public void Flash_outlasts_ten_years_of_two_hundred_events_a_day_and_the_design_note_says_the_same()
    {
        Wear day = OneDay();

        double dataErases = day.Appends * 365.0;
        double pairErases = (double)day.CommitBytes / CommitBytesPerErase * 365;
        double perBlock = (dataErases + pairErases) / FreeBlocks;
        double years = Endurance / perBlock;

        // Without levelling, the two blocks of the directory take turns and everything else is spread over the others.
        double pairPerBlock = pairErases / 2;
        double pairYears = Endurance / pairPerBlock;

        string[] figures =
        [
            $"{day.Appends} additions, {day.Rewrites} records rewritten, {day.Deletions} files deleted, {day.Creations} created",
            $"{Text(day.ContentBytes)} bytes handed to flash, {Text(day.CommitBytes)} bytes of commits",
            $"{Text(dataErases)} erases a year for data, {Text(pairErases)} for the directory",
            $"{Text(perBlock)} erases per block and year: {Math.Floor(years)} years",
            $"{Text(pairPerBlock)} erases per block and year: {Math.Floor(pairYears)} years",
        ];
        foreach (string figure in figures)
        {
            Console.WriteLine(figure);
        }

        Assert.IsGreaterThanOrEqualTo(EventsPerDay, day.Appends);
        Assert.IsGreaterThan(0, day.Deletions);
        Assert.IsGreaterThanOrEqualTo(LeastYears, years);
        Assert.IsGreaterThanOrEqualTo(LeastYears, pairYears);
        string note = string.Join(' ', File.ReadAllText(RepositoryRoot.At("firmware", "AedCabinet.Core", "STORAGE.md"))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (string figure in figures)
        {
            Assert.Contains(figure, note, "STORAGE.md does not say: " + figure);
        }
    }

    [TestMethod]
    public void An_idle_cabinet_writes_nothing()
    {
        Bench bench = new();
        bench.Pass(10 * 60 * 1000);
        long before = bench.Flash.Operations;
        bench.Pass(60 * 60 * 1000);
        Assert.AreEqual(before, bench.Flash.Operations);
    }

    // The fourth day, when what is acknowledged must make place: a boot, and every event delivered on its own, which
    // costs a cursor each. Days with bursts or without a broker cost less.
    private static Wear OneDay()
    {
        Bench bench = new();
        bench.Day();
        bench.Day();
        bench.Day();
        Wear wear = new();
        HashSet<string> names = [.. bench.Flash.Names];
        bench.Flash.Observer = operation => wear.Count(operation, names);
        bench.Boot();
        bench.Day();
        Assert.AreEqual(0, bench.Waiting);
        return wear;
    }

    private static string Text(double value) => Math.Round(value).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What littlefs makes of a day's operations.</summary>
    private sealed class Wear
    {
        public int Appends { get; private set; }

        public int Rewrites { get; private set; }

        public int Deletions { get; private set; }

        public int Creations { get; private set; }

        public long ContentBytes { get; private set; }

        public long CommitBytes { get; private set; }

        public void Count(FlashOperation operation, HashSet<string> names)
        {
            ContentBytes += operation.Content.Length;
            CommitBytes += ProgramUnit;
            if (operation.Action == FlashAction.Delete)
            {
                Deletions++;
                names.Remove(operation.Name);
                return;
            }

            if (names.Add(operation.Name))
            {
                Creations++;
                CommitBytes += ProgramUnit;
            }

            if (operation.Action == FlashAction.Append)
            {
                // While a file is short it lies in the directory and costs no block; counted as if it did.
                Appends++;
            }
            else
            {
                Assert.IsLessThanOrEqualTo(InlineLimit, operation.Content.Length, operation.Name + " would not lie in the directory");
                Rewrites++;
                CommitBytes += ProgramUnit;
            }
        }
    }

    /// <summary>A cabinet's storage thread with a broker that acknowledges everything.</summary>
    private sealed class Bench
    {
        // Poll interval of the storage thread when nothing wakes it (StorageLoop), and the broker's latency.
        private const int PollMs = 100;
        private const int AcknowledgedAfterMs = 300;
        private const long DayMs = 24 * 60 * 60 * 1000L;

        private readonly Environment.ErrorLog _log = new();
        private readonly MemoryMailbox _mailbox = new();
        private readonly PersistentState _memory = new();
        private Outbox _outbox = null!;
        private Storekeeper _storekeeper = null!;
        private long _nowMs;
        private int _boot;
        private int _seq;

        public Bench() => Boot();

        public SimulatedFlash Flash { get; } = new();

        public int Waiting => _outbox.Count;

        public void Boot()
        {
            _nowMs = 0;
            _seq = 0;
            _outbox = new Outbox(Flash, new StartedClock(), new NoticeQueue(), _log);
            _outbox.Open();
            _boot = BootCounter.Next(Flash, 1, _outbox.HighestBoot, new Random(1), out bool _);
            BootRecord boots = new(Flash, _log);
            _storekeeper = new Storekeeper(_outbox, new MemoryKeeper(Flash, _mailbox, boots, new RestartDesk()));
        }

        public void Day()
        {
            for (int i = 0; i < EventsPerDay; i++)
            {
                Happen(s_kinds[i % s_kinds.Length], 20 + (i * 37 % 100));
                Pass(2000);
                _nowMs += (DayMs / EventsPerDay) - 2000;
            }

            Assert.IsEmpty(_log.Errors);
        }

        public void Pass(long ms)
        {
            for (long end = _nowMs + ms; _nowMs < end; _nowMs += PollMs)
            {
                _storekeeper.Step(_nowMs);
            }
        }

        private void Happen(EventKind kind, int dataLength)
        {
            Severity severity = EventCatalog.SeverityOf(kind);
            _outbox.Add(new CabinetEvent(kind, severity, _boot, ++_seq, _nowMs, OperatingMode.Normal,
                "\"note\":\"" + new string('x', dataLength) + "\""));
            Remember(kind, severity);
            Pass(AcknowledgedAfterMs);
            while (_outbox.TryTake(out CabinetEvent item))
            {
                _outbox.Acknowledge(item);
            }
        }

        private void Remember(EventKind kind, Severity severity)
        {
            if (severity == Severity.Emergency || kind == EventKind.InspectionDone)
            {
                _memory.Open = (kind == EventKind.AedRemoved ? OpenEmergencies.Removal : 0)
                    | (kind == EventKind.SosPressed ? OpenEmergencies.Sos : 0)
                    | (kind != EventKind.InspectionDone ? OpenEmergencies.Inspection : 0);
                _memory.LastInspectionUnixMs = kind == EventKind.InspectionDone ? _nowMs : _memory.LastInspectionUnixMs;
                _mailbox.Post(_memory);
            }
        }
    }

    private sealed class StartedClock : IWallClock
    {
        public bool TryGetUtc(out long unixMs)
        {
            unixMs = 1_768_186_800_000;
            return true;
        }
    }
}
