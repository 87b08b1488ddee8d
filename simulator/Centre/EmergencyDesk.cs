using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Json;
using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>
/// Where the centre works on open emergencies: seen, on the way, closed with a reason (SPEC §18). A closing can be taken back for
/// <see cref="TakeBackFor"/>; then the cabinet is told, by a signed <c>acknowledge</c> (by <c>inspect</c> where two boards spoke as it),
/// once all that is open at it is closed here. An emergency is over when the cabinet reports it no more. May be used by any thread.
/// </summary>
public sealed class EmergencyDesk : IDisposable
{
    /// <summary>The command that tells a cabinet.</summary>
    public const string Acknowledge = "acknowledge";

    /// <summary>
    /// The command that tells a cabinet that somebody has looked: nothing less ends <see cref="BoardConflict.Emergency"/>.
    /// </summary>
    public const string Inspect = "inspect";

    /// <summary>The most characters of a name.</summary>
    public const int MaxWhoLength = 64;

    /// <summary>How many of those that are over are shown.</summary>
    public const int KeptOver = 50;

    /// <summary>For how long a closing can be taken back.</summary>
    public static readonly TimeSpan TakeBackFor = TimeSpan.FromSeconds(10);

    // Whether a cabinet is to be told, or has closed something itself.
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(1);

    // A cabinet that did not answer is told again once it has said anything since, but not more often than this.
    private static readonly TimeSpan s_tellAgainAfter = TimeSpan.FromMinutes(1);

    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Func<string, CabinetRecord?> _find;
    private readonly CommandDesk _commands;
    private readonly IEmergencyBook _book;
    private readonly TimeProvider _clock;
    private readonly ICabinetTime _time;
    private readonly Dictionary<EmergencyKey, Entry> _open = [];
    private readonly LinkedList<EmergencyCase> _over = new();
    private readonly Lock _lock = new();
    private ITimer? _look;
    private bool _isDisposed;

    /// <summary>Initializes a new instance of the <see cref="EmergencyDesk"/> class.</summary>
    /// <param name="find">Finds a cabinet as it is now.</param>
    /// <param name="commands">Sends the cabinets what they are to know.</param>
    /// <param name="book">Keeps what was done.</param>
    /// <param name="clock">The host's time: a hand takes back by it, however fast the cabinets' time goes.</param>
    /// <param name="time">The cabinets' time, by which steps are noted.</param>
    public EmergencyDesk(Func<string, CabinetRecord?> find, CommandDesk commands, IEmergencyBook book, TimeProvider clock,
        ICabinetTime time)
    {
        _find = find;
        _commands = commands;
        _book = book;
        _clock = clock;
        _time = time;
        foreach (EmergencyCase item in book.Open())
        {
            _open[item.Key] = new Entry(item, TimestampOf(item.Closing));
        }

        foreach (EmergencyCase item in book.Over(KeptOver))
        {
            _over.AddLast(item);
        }
    }

    /// <summary>Raised after a step; on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Gets the emergencies about which something was done and that are over, the latest first.</summary>
    public IReadOnlyList<EmergencyCase> Over
    {
        get
        {
            lock (_lock)
            {
                return [.. _over];
            }
        }
    }

    /// <summary>Begins to tell cabinets; until then only the hand acts.</summary>
    public void Start() => LookLater();

    /// <summary>
    /// Reads again what was done: several processes of one registry have a desk each, and share the database. What another has just closed
    /// can be taken back here too.
    /// </summary>
    public void Reload()
    {
        bool isChanged;
        lock (_lock)
        {
            isChanged = Read();
        }

        if (isChanged)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>What was done about an open emergency.</summary>
    /// <param name="key">The emergency.</param>
    /// <returns>The case, without a step when nothing was.</returns>
    public EmergencyCase Of(EmergencyKey key)
    {
        lock (_lock)
        {
            return _open.TryGetValue(key, out Entry? entry) ? entry.Case : new EmergencyCase(key, []);
        }
    }

    /// <summary>How much longer a closing can be taken back.</summary>
    /// <param name="key">The emergency.</param>
    /// <returns>The time; zero when there is none.</returns>
    public TimeSpan LeftToTakeBack(EmergencyKey key)
    {
        lock (_lock)
        {
            return _open.TryGetValue(key, out Entry? entry) ? Left(entry) : TimeSpan.Zero;
        }
    }

    /// <summary>Brings an emergency to a stage; the same or an earlier one changes nothing.</summary>
    /// <param name="key">The emergency.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="who">Who does it, 1 to <see cref="MaxWhoLength"/> characters.</param>
    /// <param name="reason">One of <see cref="EmergencyReasons.All"/> when it is closed.</param>
    /// <param name="note">What it was, 1 to <see cref="EmergencyReasons.MaxNoteLength"/> characters, where the reason is
    /// <see cref="EmergencyReasons.Other"/>; the page asks for it.</param>
    /// <param name="seen">How many steps who does it has seen; <c>null</c> for all there are.</param>
    /// <returns>What somebody else had done before, so that nothing was changed; <c>null</c> otherwise.</returns>
    /// <exception cref="ArgumentException">Nobody, no such reason, or words where there are none.</exception>
    /// <exception cref="EmergencyNotKeptException">It could not be written down: nothing has changed.</exception>
    public EmergencyStep? Bring(EmergencyKey key, EmergencyStage stage, string who, string? reason = null, string? note = null,
        int? seen = null)
    {
        Judge(stage, reason, note);
        EmergencyStep? first = null;
        lock (_lock)
        {
            EmergencyCase before = Of(key);
            if (seen < before.Steps.Count || before.Stage >= stage)
            {
                return before.Steps[^1];
            }

            if (_find(key.Cabinet)?.Open.Any(open => open.Event == key.Event) is not true)
            {
                return null;
            }

            EmergencyStep step = new(stage, Name(who), _time.Now, reason, note?.Trim());
            if (!TryNote(before, step, stage == EmergencyStage.Closed ? _clock.GetTimestamp() : null))
            {
                first = Of(key).Steps is { Count: > 0 } steps ? steps[^1] : null;
            }
        }

        Changed?.Invoke();
        return first;
    }

    /// <summary>Looks among the emergencies that are over, however long ago.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="skip">How many of them to pass over, 0 or more.</param>
    /// <param name="count">How many to give at most, 1 or more.</param>
    /// <returns>The emergencies.</returns>
    /// <exception cref="EmergencyNotReadException">They could not be read.</exception>
    public HandledPage Handled(EmergencyFilter filter, int skip, int count) => _book.Handled(filter, skip, count);

    /// <summary>Takes a closing back.</summary>
    /// <param name="key">The emergency.</param>
    /// <param name="who">Who does it.</param>
    /// <returns><c>false</c> when it is too late, or somebody else was first.</returns>
    /// <exception cref="ArgumentException">Nobody.</exception>
    /// <exception cref="EmergencyNotKeptException">It could not be written down: it stays closed.</exception>
    public bool TakeBack(EmergencyKey key, string who)
    {
        bool isDone;
        lock (_lock)
        {
            if (!_open.TryGetValue(key, out Entry? entry) || Left(entry) <= TimeSpan.Zero)
            {
                return false;
            }

            isDone = TryNote(entry.Case, new EmergencyStep(EmergencyStage.New, Name(who), _time.Now), null);
        }

        Changed?.Invoke();
        return isDone;
    }

    /// <summary>The latest command that told a cabinet of a closing.</summary>
    /// <param name="key">The emergency, closed.</param>
    /// <returns>The command; <c>null</c> while none was sent.</returns>
    public CommandRecord? Told(EmergencyKey key) => Of(key).Closing is { } closing ? Told(key, closing) : null;

    /// <summary>Tells a cabinet once more that what is open at it is closed here: the first time came to nothing.</summary>
    /// <param name="key">The emergency, closed and no more to be taken back.</param>
    /// <returns>When it is sent.</returns>
    public async Task TellAgainAsync(EmergencyKey key)
    {
        if (Of(key).Closing is { } closing && LeftToTakeBack(key) <= TimeSpan.Zero && Told(key, closing) is not { IsUnderWay: true })
        {
            await TellAsync(key.Cabinet, closing.Who);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _look?.Dispose();
        }
    }

    private static string Name(string who)
    {
        string name = who.Trim();
        return name.Length is > 0 and <= MaxWhoLength ? name
            : throw new ArgumentException($"Who does it is said in 1 to {MaxWhoLength} characters.", nameof(who));
    }

    private long? TimestampOf(EmergencyStep? closing) => closing is null || _time.Now - closing.At >= TakeBackFor ? null
        : _clock.GetTimestamp() - (long)((_time.Now - closing.At).TotalSeconds * _clock.TimestampFrequency);

    private TimeSpan Left(Entry entry) => entry.ClosedTimestamp is { } closed && entry.Case.Closing is not null
        ? TakeBackFor - _clock.GetElapsedTime(closed) : TimeSpan.Zero;

    private bool Read()
    {
        IReadOnlyList<EmergencyCase> open = _book.Open();
        IReadOnlyList<EmergencyCase> over = _book.Over(KeptOver);
        bool isChanged = open.Count != _open.Count || open.Any(item => !Of(item.Key).IsAsFarAs(item))
            || !over.Select(item => item.Key).SequenceEqual(_over.Select(item => item.Key));
        Dictionary<EmergencyKey, Entry> before = new(_open);
        _open.Clear();
        foreach (EmergencyCase item in open)
        {
            _open[item.Key] = before.TryGetValue(item.Key, out Entry? known) && known.Case.Steps.Count == item.Steps.Count
                ? known with { Case = item } : new Entry(item, TimestampOf(item.Closing));
        }

        _over.Clear();
        foreach (EmergencyCase item in over)
        {
            _over.AddLast(item);
        }

        return isChanged;
    }

    private static void Judge(EmergencyStage stage, string? reason, string? note)
    {
        if (stage == EmergencyStage.New || stage == EmergencyStage.Closed != reason is not null
            || (reason is not null && !EmergencyReasons.All.Contains(reason)))
        {
            throw new ArgumentException(
                $"An emergency is closed with one of these reasons, and has none otherwise: {string.Join(", ", EmergencyReasons.All)}.",
                nameof(reason));
        }

        if (note is not null && (reason != EmergencyReasons.Other || note.Trim().Length is 0 or > EmergencyReasons.MaxNoteLength))
        {
            throw new ArgumentException(
                $"Something else is said in 1 to {EmergencyReasons.MaxNoteLength} characters; the other reasons need no words.",
                nameof(note));
        }
    }

    private bool TryNote(EmergencyCase before, EmergencyStep step, long? closedTimestamp)
    {
        if (!_book.Add(before.Key, step, before.Steps.Count))
        {
            // Another process of this registry has been at it; its news are on their way.
            try
            {
                Read();
            }
            catch (DbException exception)
            {
                throw new EmergencyNotKeptException(exception.Message, exception);
            }

            return false;
        }

        _open[before.Key] = new Entry(before with { Steps = [.. before.Steps, step] }, closedTimestamp);
        return true;
    }

    private CommandRecord? Told(EmergencyKey key, EmergencyStep closing) =>
        _commands.Commands.FirstOrDefault(command =>
            command.Cabinet == key.Cabinet
                && (command.Name == Inspect || (command.Name == Acknowledge && key.Event != BoardConflict.Emergency))
                && command.SentAt >= closing.At);

    private bool IsToBeTold(CabinetRecord cabinet, CommandRecord? told) =>
        told is null
            || (told.Stage is CommandStage.NoReply or CommandStage.NotSent && cabinet.LastSeen > told.SentAt
                && _time.Now - told.SentAt >= s_tellAgainAfter);

    private void LookLater()
    {
        lock (_lock)
        {
            _look?.Dispose();
            if (_isDisposed)
            {
                return;
            }

            _look = _clock.CreateTimer(_ => Look(), null, s_lookEvery, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        Entry[] entries;
        lock (_lock)
        {
            entries = [.. _open.Values];
        }

        bool isChanged = false;
        foreach (IGrouping<string, Entry> cabinet in entries.GroupBy(entry => entry.Case.Key.Cabinet))
        {
            isChanged |= LookAt(cabinet.Key, [.. cabinet]);
        }

        if (isChanged)
        {
            Changed?.Invoke();
        }

        LookLater();
    }

    private bool LookAt(string cabinet, Entry[] entries)
    {
        // Of a cabinet that is not known yet, after a restart, nothing is known to be over.
        if (_find(cabinet) is not { } record)
        {
            return false;
        }

        bool isChanged = false;
        lock (_lock)
        {
            foreach (Entry entry in entries.Where(entry => !record.Open.Any(open => open.Event == entry.Case.Key.Event)))
            {
                isChanged = true;
                _open.Remove(entry.Case.Key);
                if (entry.Case.Steps.Count > 0)
                {
                    _over.AddFirst(entry.Case);
                }

                if (_over.Count > KeptOver)
                {
                    _over.RemoveLast();
                }
            }
        }

        // Either command ends all that is open at a cabinet, so all of it must be closed here.
        EmergencyCase[] open = [.. record.Open.Select(item => Of(EmergencyKey.Of(item)))];
        if (open.Length > 0 && _commands.CanCommand(cabinet)
            && open.All(item => item.Closing is not null && LeftToTakeBack(item.Key) <= TimeSpan.Zero)
            && open.Any(item => IsToBeTold(record, Told(item.Key))))
        {
            _ = TellAsync(cabinet, open.MaxBy(item => item.Closing!.At)!.Closing!.Who);
        }

        return isChanged;
    }

    private async Task TellAsync(string cabinet, string who) =>
        await _commands.SendAsync(cabinet, _find(cabinet)?.Open.Any(open => open.Event == BoardConflict.Emergency) is true ? Inspect
            : Acknowledge, new JsonObject { ["who"] = who }.ToJsonString(s_plainText));

    private sealed record Entry(EmergencyCase Case, long? ClosedTimestamp);
}
