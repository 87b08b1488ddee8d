using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Timing;

namespace AedCabinet.Desktop.Tests;

/// <summary>The real outbox and its model side by side, in virtual time: whatever is asked of the one is told to the other.</summary>
internal sealed partial class WatchedOutbox
{
    private readonly OutboxModel _model;
    private readonly int _maxBytes;
    private readonly List<CabinetEvent> _inFlight = [];
    private readonly List<CabinetEvent> _past = [];
    private NoticeQueue _notices = new();
    private Outbox _outbox = null!;
    private int _boot;
    private int _seq;
    private long _nowMs = 1000;
    private long _retryAtMs;

    /// <summary>Initializes a new instance of the <see cref="WatchedOutbox"/> class: a new board.</summary>
    /// <param name="maxBytes">The outbox's bound.</param>
    /// <param name="maxReadsRefusedInARow">How often a file at most can't be read in a row.</param>
    public WatchedOutbox(int maxBytes, int maxReadsRefusedInARow)
    {
        _maxBytes = maxBytes;
        _model = new OutboxModel(maxBytes) { MayDouble = maxReadsRefusedInARow == int.MaxValue };
        Flash = new UnsteadyFlash(_model, maxReadsRefusedInARow);
        Start();
    }

    /// <summary>Gets its flash.</summary>
    public UnsteadyFlash Flash { get; }

    /// <summary>Gets how many events the broker acknowledged.</summary>
    public int AcknowledgedCount { get; private set; }

    /// <summary>The scan adds an event.</summary>
    /// <param name="severity">Its severity.</param>
    /// <param name="size">The length of its data; less than 100 for none.</param>
    public void Add(Severity severity, int size)
    {
        string? data = size < 100 ? null : "\"note\":\"" + new string('x', size) + "\"";
        CabinetEvent item = new(EventKind.DoorOpened, severity, _boot, ++_seq, _nowMs, OperatingMode.Normal, data);
        _model.Add(item);
        _outbox.Add(item);
    }

    /// <summary>The storage thread stores.</summary>
    /// <param name="pauseMs">How much later.</param>
    public void Store(int pauseMs) => Store(pauseMs, _outbox.Store, false);

    /// <summary>The board stops on purpose.</summary>
    public void Stop() => Store(20, _outbox.StoreAll, true);

    /// <summary>The link asks whether something waits.</summary>
    /// <param name="severity">The lowest severity that counts.</param>
    public void Look(Severity severity)
    {
        bool isWaiting = _outbox.HasWaiting(severity);
        Assert.IsTrue(!isWaiting || _model.MayDouble || _model.MayHaveWaiting(severity), $"an event of {severity} waits that is not owed");
        Assert.IsTrue(isWaiting || Flash.Unread.Count > 0 || !_model.HasWaiting(severity), $"no event of {severity} waits and one is owed");
    }

    /// <summary>The link takes an event and sends it, as far as its window allows.</summary>
    /// <returns>The event, or <c>null</c>.</returns>
    public CabinetEvent? Take()
    {
        if (_inFlight.Count >= InFlight.Window)
        {
            return null;
        }

        bool isTaken = _outbox.TryTake(out CabinetEvent item);
        _model.Took(isTaken ? item : null, Flash.Unread);
        if (isTaken)
        {
            _inFlight.Add(item);
        }

        return isTaken ? item : null;
    }

    /// <summary>The link takes an event and the client's queue is full.</summary>
    public void TakeInVain()
    {
        if (Take() is { } item)
        {
            LeaveFlight(item);
            _outbox.Return(item);
            _model.Returned(item);
        }
    }

    /// <summary>The broker acknowledges an event.</summary>
    /// <param name="which">Which of those in flight, modulo their number.</param>
    /// <returns><c>false</c> when none is in flight.</returns>
    public bool TryAcknowledge(int which)
    {
        if (_inFlight.Count == 0)
        {
            return false;
        }

        CabinetEvent item = _inFlight[which % _inFlight.Count];
        LeaveFlight(item);
        AcknowledgedCount++;
        _outbox.Acknowledge(item);
        _model.Acknowledged(item);
        return true;
    }

    /// <summary>An acknowledgement comes that the link should not know any more: it must do no harm.</summary>
    /// <param name="which">Which of those that were in flight, modulo their number.</param>
    public void AcknowledgeAgain(int which)
    {
        CabinetEvent? item = _past.Count == 0 ? null : _past[which % _past.Count];
        if (item is not null && !_inFlight.Contains(item))
        {
            _outbox.Acknowledge(item);
        }
    }

    /// <summary>The connection is lost, and with it every acknowledgement that was due.</summary>
    public void LoseLink()
    {
        _past.AddRange(_inFlight);
        _inFlight.Clear();
        _outbox.ReturnUnacknowledged();
        _model.LinkLost();
    }

    /// <summary>The board starts again on what is on flash, which must be what is owed.</summary>
    public void Restart()
    {
        int reads = Flash.ReadsToRefuse;
        Flash.Steady();
        List<CabinetEvent> found = [];
        Outbox probe = Open(Flash.Content.Copy(), new NoticeQueue());
        while (probe.TryTake(out CabinetEvent item))
        {
            found.Add(item);
        }

        _model.Restarted(found, StoredCursor());
        Flash.ReadsToRefuse = reads;
        Start();
    }

    /// <summary>Holds what can be seen at any time against the model.</summary>
    public void Check()
    {
        _model.CheckCursor(StoredCursor());
        Assert.IsInRange(_model.LeastCount, _model.MayDouble ? int.MaxValue : _model.MostCount, _outbox.Count, "how many wait");
        Assert.AreEqual(_model.DroppedCount, _outbox.DroppedCount, "how many were given up");
    }

    /// <summary>From here on everything goes well, and nobody looks at the flash but when the outbox says so.</summary>
    public void Deliver()
    {
        Flash.Steady();
        Check();
        LoseLink();
        int rounds = 0;
        do
        {
            for (long dueMs = _outbox.DeadlineMs(_nowMs); dueMs != Deadline.Never; dueMs = _outbox.DeadlineMs(_nowMs))
            {
                Assert.IsLessThan(2000, rounds++, "it never ends");
                Store((int)Math.Max(0, dueMs - _nowMs));
            }

            Assert.IsFalse(_model.HasFresh, "an event is not stored and nobody would look again");
            while (Take() is not null)
            {
            }

            while (TryAcknowledge(0))
            {
            }

            Check();
        }
        while (_outbox.HasWaiting(Severity.Info) || _outbox.DeadlineMs(_nowMs) != Deadline.Never);
        Assert.AreEqual(0, _model.LeastCount, "events that nobody was told of");
        Restart();
        Assert.IsEmpty(_model.NeverRefused.Where(item => !IsBehindSpoilt(item)), "events that are done with come again");
    }

    // What was delivered behind a record that can't be read comes again after a restart, until a later event moves the cursor (STORAGE.md).
    private bool IsBehindSpoilt(CabinetEvent item)
    {
        foreach (string name in Flash.Content.Names.Where(name => OutboxSegment.IsName(name, item.Severity)))
        {
            byte[] bytes = Flash.Content.ContentOf(name);
            int at = 0;
            for (int length; (length = OutboxRecord.LengthOf(bytes, at)) > 0; at += length)
            {
                if (OutboxRecord.KeyAt(bytes, at) == item.Key)
                {
                    return false;
                }
            }

            if (at < bytes.Length)
            {
                return true;
            }
        }

        return false;
    }

    private void Store(int pauseMs, Func<long, bool> store, bool isStopping)
    {
        _nowMs += pauseMs;
        Flash.NowMs = _nowMs;
        bool isTried = isStopping || !_model.IsRefusing || _nowMs >= _retryAtMs;
        Flash.BeginStore();
        int reads = Flash.ReadsToRefuse;
        Flash.ReadsToRefuse = 0;
        Flash.IsStoring = true;
        bool isStored = store(_nowMs);
        Flash.IsStoring = false;
        Flash.ReadsToRefuse = reads;
        if (isTried)
        {
            _model.EndStore(Flash.IsRefused, Flash.IsAppendRefused, isStored);
            _retryAtMs = _nowMs + Outbox.RetryMs;
        }
        else
        {
            Assert.IsFalse(isStored, "flash was not tried");
        }

        if (!isStopping)
        {
            TakeNotices();
        }
    }

    private void TakeNotices()
    {
        while (_notices.TryTake(out Notice notice))
        {
            if (notice.Kind is EventKind.StorageFault or EventKind.StorageOk)
            {
                continue;
            }

            Assert.AreEqual(EventKind.OutboxOverflowed, notice.Kind);
            _model.Told(int.Parse(Lost().Match(notice.Data).Groups[1].Value, CultureInfo.InvariantCulture), _nowMs);
        }

        if (!_model.IsSpoilt)
        {
            _model.CheckTold(_nowMs);
        }
    }

    private void LeaveFlight(CabinetEvent item)
    {
        _inFlight.Remove(item);
        _past.Add(item);
    }

    private void Start()
    {
        _inFlight.Clear();
        _past.Clear();
        _notices = new NoticeQueue();
        _outbox = Open(Flash, _notices);
        int boot = BootCounter.Next(Flash.Content, 1, _outbox.HighestBoot, new Random(1), out bool _);
        Assert.IsGreaterThan(_boot, boot, "a boot's number came again");
        _boot = boot;
        _seq = 0;
        _retryAtMs = 0;
    }

    private Outbox Open(IStorage flash, NoticeQueue notices)
    {
        Outbox outbox = new(flash, OutboxStory.NoClock.Instance, notices, new Environment.ErrorLog(), _maxBytes);
        outbox.Open();
        return outbox;
    }

    private OutboxCursor StoredCursor()
    {
        OutboxCursor cursor = new(Flash.Content);
        cursor.Read();
        return cursor;
    }

    [GeneratedRegex("\"lost\":([0-9]+)")]
    private static partial Regex Lost();
}
