using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Simulator.Flash;

namespace AedCabinet.Desktop.Tests;

/// <summary>A story played to the real outbox and to its model side by side, in virtual time.</summary>
internal sealed partial class OutboxRun
{
    private readonly OutboxModel _model;
    private readonly UnsteadyFlash _flash;
    private readonly int _maxBytes;
    private readonly List<CabinetEvent> _inFlight = [];
    private readonly List<CabinetEvent> _past = [];
    private NoticeQueue _notices = new();
    private Outbox _outbox = null!;
    private int _boot;
    private int _seq;
    private long _nowMs = 1000;
    private long _retryAtMs;

    /// <summary>Initializes a new instance of the <see cref="OutboxRun"/> class: a new board.</summary>
    /// <param name="maxBytes">The outbox's bound.</param>
    /// <param name="maxReadsRefusedInARow">How often a file at most can't be read in a row.</param>
    public OutboxRun(int maxBytes, int maxReadsRefusedInARow)
    {
        _maxBytes = maxBytes;
        _model = new OutboxModel(maxBytes);
        _flash = new UnsteadyFlash(_model, maxReadsRefusedInARow);
        Start();
    }

    /// <summary>Gets how many events the broker acknowledged.</summary>
    public int AcknowledgedCount { get; private set; }

    /// <summary>Plays a story and then lets everything be delivered.</summary>
    /// <param name="acts">The story.</param>
    public void Play(IReadOnlyList<OutboxAct> acts)
    {
        for (int i = 0; i < acts.Count; i++)
        {
            try
            {
                Do(acts[i]);
                Check();
            }
            catch (PowerCutException)
            {
                Restart();
            }
            catch (AssertFailedException failure)
            {
                throw new AssertFailedException($"act {i} ({acts[i]}): {failure.Message}", failure);
            }
        }

        Deliver();
    }

    private void Do(OutboxAct act)
    {
        switch (act.What)
        {
            case OutboxActKind.Add:
                Add(act.Severity, act.Size);
                break;
            case OutboxActKind.Flood:
                for (int i = 0; i < EventQueue.Capacity + 2; i++)
                {
                    Add((Severity)((i + act.Size) % 4), 0);
                }

                break;
            case OutboxActKind.AddWhileStoring:
                _flash.Meanwhile = () => Add(act.Severity, act.Size);
                break;
            case OutboxActKind.Store:
                Store(act.PauseMs, _outbox.Store, false);
                break;
            case OutboxActKind.Look:
                Look(act.Severity);
                break;
            case OutboxActKind.Take:
                for (int i = 0; i < act.Count; i++)
                {
                    Take();
                }

                break;
            case OutboxActKind.TakeInVain:
                if (Take() is { } item)
                {
                    LeaveFlight(item);
                    _outbox.Return(item);
                    _model.Returned(item);
                }

                break;
            case OutboxActKind.Acknowledge:
                for (int i = 0; i < act.Count && _inFlight.Count > 0; i++)
                {
                    Acknowledge(_inFlight[act.Size % _inFlight.Count]);
                }

                break;
            case OutboxActKind.AcknowledgeAgain:
                AcknowledgeAgain(act.Size);
                break;
            case OutboxActKind.LoseLink:
                LoseLink();
                break;
            default:
                DoToFlash(act);
                break;
        }
    }

    private void DoToFlash(OutboxAct act)
    {
        switch (act.What)
        {
            case OutboxActKind.Refuse:
                _flash.RefuseFrom(act.Size % 3, act.Count, act.Residue);
                break;
            case OutboxActKind.RefuseReads:
                _flash.ReadsToRefuse = act.Count;
                break;
            case OutboxActKind.CutPower:
                _flash.CutAt(act.Count - 1, act.Size, act.Residue);
                break;
            case OutboxActKind.Stop:
                Store(20, _outbox.StoreAll, true);
                Restart();
                break;
            case OutboxActKind.Spoil:
                _flash.Spoil(act.Count, act.Size);
                break;
            default:
                Restart();
                break;
        }
    }

    private void Add(Severity severity, int size)
    {
        string? data = size < 100 ? null : "\"note\":\"" + new string('x', size) + "\"";
        CabinetEvent item = new(EventKind.DoorOpened, severity, _boot, ++_seq, _nowMs, OperatingMode.Normal, data);
        _model.Add(item);
        _outbox.Add(item);
    }

    private void Store(int pauseMs, Func<long, bool> store, bool isStopping)
    {
        _nowMs += pauseMs;
        bool isTried = isStopping || !_model.IsRefusing || _nowMs >= _retryAtMs;
        _flash.BeginStore();
        int reads = _flash.ReadsToRefuse;
        _flash.ReadsToRefuse = 0;
        bool isStored = store(_nowMs);
        _flash.ReadsToRefuse = reads;
        if (isTried)
        {
            _model.EndStore(_flash.IsRefused, _flash.IsAppendRefused, isStored);
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
            Assert.AreEqual(EventKind.OutboxOverflowed, notice.Kind);
            _model.Told(int.Parse(Lost().Match(notice.Data).Groups[1].Value, CultureInfo.InvariantCulture), _nowMs);
        }

        if (!_model.IsSpoilt)
        {
            _model.CheckTold(_nowMs);
        }
    }

    private void Look(Severity severity)
    {
        _flash.Unread.Clear();
        bool isWaiting = _outbox.HasWaiting(severity);
        Assert.IsTrue(!isWaiting || _model.MayHaveWaiting(severity), $"an event of {severity} waits that is not owed");
        Assert.IsTrue(isWaiting || _flash.Unread.Count > 0 || !_model.HasWaiting(severity), $"no event of {severity} waits and one is owed");
    }

    private CabinetEvent? Take()
    {
        if (_inFlight.Count >= InFlight.Window)
        {
            return null;
        }

        _flash.Unread.Clear();
        bool isTaken = _outbox.TryTake(out CabinetEvent item);
        _model.Took(isTaken ? item : null, _flash.Unread);
        if (isTaken)
        {
            _inFlight.Add(item);
        }

        return isTaken ? item : null;
    }

    private void Acknowledge(CabinetEvent item)
    {
        LeaveFlight(item);
        AcknowledgedCount++;
        _outbox.Acknowledge(item);
        _model.Acknowledged(item);
    }

    // The link knows only what it sent over this connection, but a doubled acknowledgement must do no harm.
    private void AcknowledgeAgain(int which)
    {
        CabinetEvent? item = _past.Count == 0 ? null : _past[which % _past.Count];
        if (item is not null && !_inFlight.Contains(item))
        {
            _outbox.Acknowledge(item);
        }
    }

    private void LoseLink()
    {
        _past.AddRange(_inFlight);
        _inFlight.Clear();
        _outbox.ReturnUnacknowledged();
        _model.LinkLost();
    }

    private void LeaveFlight(CabinetEvent item)
    {
        _inFlight.Remove(item);
        _past.Add(item);
    }

    private void Restart()
    {
        int reads = _flash.ReadsToRefuse;
        _flash.Steady();
        List<CabinetEvent> found = [];
        Outbox probe = Open(_flash.Content.Copy(), new NoticeQueue());
        while (probe.TryTake(out CabinetEvent item))
        {
            found.Add(item);
        }

        _model.Restarted(found, StoredCursor());
        _flash.ReadsToRefuse = reads;
        Start();
    }

    private void Start()
    {
        _inFlight.Clear();
        _past.Clear();
        _notices = new NoticeQueue();
        _outbox = Open(_flash, _notices);
        int boot = BootCounter.Next(_flash.Content, 1, _outbox.HighestBoot, new Environment.ErrorLog());
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
        OutboxCursor cursor = new(_flash.Content);
        cursor.Read();
        return cursor;
    }

    private void Check()
    {
        _model.CheckCursor(StoredCursor());
        Assert.IsInRange(_model.LeastCount, _model.MostCount, _outbox.Count, "how many wait");
        Assert.AreEqual(_model.DroppedCount, _outbox.DroppedCount, "how many were given up");
    }

    // From here on everything goes well, and nobody looks at the flash but when the outbox says so.
    private void Deliver()
    {
        _flash.Steady();
        Check();
        LoseLink();
        int rounds = 0;
        do
        {
            for (long dueMs = _outbox.DeadlineMs(_nowMs); dueMs != Deadline.Never; dueMs = _outbox.DeadlineMs(_nowMs))
            {
                Assert.IsLessThan(2000, rounds++, "it never ends");
                Store((int)Math.Max(0, dueMs - _nowMs), _outbox.Store, false);
            }

            Assert.IsFalse(_model.HasFresh, "an event is not stored and nobody would look again");
            while (Take() is not null)
            {
            }

            while (_inFlight.Count > 0)
            {
                Acknowledge(_inFlight[0]);
            }

            Check();
        }
        while (_outbox.HasWaiting(Severity.Info) || _outbox.DeadlineMs(_nowMs) != Deadline.Never);
        Assert.AreEqual(0, _model.LeastCount, "events that nobody was told of");
        Restart();
        Assert.IsFalse(_model.HasAnyNeverRefused, "events that are done with come again");
    }

    [GeneratedRegex("\"lost\":([0-9]+)")]
    private static partial Regex Lost();
}
