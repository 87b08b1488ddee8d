using System.Text.Json;
using System.Text.Unicode;

namespace AedCabinet.Contract;

/// <summary>
/// Reads an event (<c>firmware/contract/schemas/event.schema.json</c>) as SPEC §13 has it: an unknown word, an added member, another
/// order never costs it, and what is broken in it is noted and costs only itself. Allocates nothing for an event that is as it should
/// be: a registry reads hundreds of thousands.
/// </summary>
public ref struct EventReader
{
    /// <summary>An event has at most so many bytes as sent.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The name under which an emergency is opened whose own can't be read.</summary>
    public const string UnnamedEmergency = "registry.unnamed";

    // The contract's limit on every topic: a larger message is no cabinet's.
    private const int MostBytes = 4096;

    private const int MostNoteLength = 400;
    private const int MostNameLength = 64;
    private const long MostUptimeMs = 9007199254740991;

    private static readonly Dictionary<string, EventKind>.AlternateLookup<ReadOnlySpan<char>> s_kinds =
        Enumerable.Range(0, EventCatalog.Count).ToDictionary(kind => EventCatalog.NameOf((EventKind)kind), kind => (EventKind)kind)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ReadOnlySpan<byte> _payload;
    private readonly string _cabinet;
    private JsonValueReader _json;
    private EventFacts _facts;
    private EventKind? _kind;
    private Severity? _severity;
    private string? _fault;
    private Member _seen;
    private EventData _data;

    private EventReader(ReadOnlySpan<byte> payload, string cabinet)
    {
        _payload = payload;
        _cabinet = cabinet;
        _json = new JsonValueReader(payload);
        _facts.AtMs = EventFacts.UnknownTime;
    }

    [Flags]
    private enum Member
    {
        None = 0,
        Id = 1,
        Event = 2,
        Severity = 4,
        Boot = 8,
        Seq = 16,
        Time = 32,
        Clock = 64,
        Uptime = 128,
        Drill = 256,
        Maintenance = 512,
        Data = 1024,
    }

    /// <summary>Reads an event.</summary>
    /// <param name="payload">The message as sent.</param>
    /// <param name="cabinet">The cabinet that its topic names.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="FormatException">It can't be kept: it is no JSON object, or its name or number can't be read; the message says
    /// why.</exception>
    public static EventFacts Read(ReadOnlySpan<byte> payload, string cabinet) =>
        TryRead(payload, cabinet, out EventFacts facts, out string? fault) ? facts : throw new FormatException(fault);

    /// <summary>Reads as much of an event as can be read.</summary>
    /// <param name="payload">The message as sent.</param>
    /// <param name="cabinet">The cabinet that its topic names.</param>
    /// <param name="facts">What it says: an emergency is one also when the rest of it can't be read.</param>
    /// <param name="fault">Why it can't be kept as an event; <c>null</c> when it can.</param>
    /// <returns><c>true</c> when it can be kept.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, string cabinet, out EventFacts facts, out string? fault)
    {
        EventReader reader = new(payload, cabinet);
        reader.CheckSize();
        try
        {
            reader.ReadMembers();
        }
        catch (JsonException exception)
        {
            reader._fault ??= $"The payload is not valid JSON: {exception.Message}";
        }
        catch (FormatException exception)
        {
            reader._fault ??= exception.Message;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a member's name, escaped.
            reader._fault ??= "The payload holds text that is not Unicode.";
        }

        reader.Complete();
        facts = reader._facts;
        fault = reader._fault;
        return fault is null;
    }

    private void CheckSize()
    {
        if (_payload.Length > MostBytes)
        {
            _fault = $"The payload has {_payload.Length} bytes; no message has more than {MostBytes}.";
        }
        else if (_payload.Length > MaxBytes)
        {
            Note($"The payload has {_payload.Length} bytes; an event has at most {MaxBytes}.");
        }

        if (!Utf8.IsValid(_payload))
        {
            _fault ??= "The payload is not valid JSON: it is not UTF-8.";
        }
    }

    private void ReadMembers()
    {
        _json.BeginMessage();
        while (_json.NextMember())
        {
            ReadMember();
        }

        _json.EndMessage();
    }

    private void Complete()
    {
        Require(Member.Id, "id");
        Require(Member.Uptime, "uptimeMs");
        Require(Member.Data, "data");
        if ((_seen & (Member.Time | Member.Clock)) is Member.None or (Member.Time | Member.Clock))
        {
            // A clock that is not set tells no time.
            _facts.AtMs = EventFacts.UnknownTime;
            Note("Either \"time\" or \"clock\" must be there, and not both: the time of arrival counts.");
        }

        if (_facts.IsDrill && _facts.IsMaintenance)
        {
            Note("The members \"drill\" and \"maintenance\" exclude each other.");
        }

        _facts.Severity = EventSeverity.Judge(_kind, _severity, _facts.IsDrill, _facts.IsMaintenance, out string? doubt);
        if (doubt is not null)
        {
            Note(doubt);
        }

        if (_kind is { } kind)
        {
            _data.Require(kind);
        }

        if (_data.Note is not null)
        {
            Note(_data.Note);
        }

        _facts.LostCount = _kind == EventKind.OutboxOverflowed ? _data.LostCount : 0;
        _facts.WokeFromSleep = _kind == EventKind.BootStarted && _data.WokeFromSleep;
        _facts.IsInspection = _kind == EventKind.InspectionDone;
        _fault ??= _facts.Name is null ? Lacking("event", "name") : _facts.Boot == 0 ? Lacking("boot", "number")
            : _facts.Seq == 0 ? Lacking("seq", "number") : null;
        if (_facts.Name is null && _severity == Severity.Emergency)
        {
            _facts.Name = UnnamedEmergency;
        }
    }

    private void ReadMember()
    {
        if (Take("id"u8, Member.Id))
        {
            bool isText = _json.TryText(out ReadOnlySpan<byte> id);
            if (isText && !IsCabinet(id))
            {
                _fault ??= $"The member \"id\" is not \"{_cabinet}\", of which the topic is.";
            }
            else if (!isText)
            {
                Wrong("id", "text");
            }
        }
        else if (Take("event"u8, Member.Event))
        {
            ReadName();
        }
        else if (Take("severity"u8, Member.Severity))
        {
            ReadSeverity();
        }
        else if (Take("boot"u8, Member.Boot))
        {
            _facts.Boot = (int)Number("boot", 1, int.MaxValue);
        }
        else if (Take("seq"u8, Member.Seq))
        {
            _facts.Seq = (int)Number("seq", 1, int.MaxValue);
        }
        else if (Take("time"u8, Member.Time))
        {
            ReadTime();
        }
        else if (Take("clock"u8, Member.Clock))
        {
            if (!_json.TryText(out ReadOnlySpan<byte> clock) || !clock.SequenceEqual("unsynced"u8))
            {
                // Another word may be added; only this one says that the clock tells nothing.
                _seen &= ~Member.Clock;
                Wrong("clock", "\"unsynced\"");
            }
        }
        else if (Take("uptimeMs"u8, Member.Uptime))
        {
            _facts.UptimeMs = Number("uptimeMs", 0, MostUptimeMs);
        }
        else if (Take("drill"u8, Member.Drill))
        {
            _facts.IsDrill = True("drill");
        }
        else if (Take("maintenance"u8, Member.Maintenance))
        {
            _facts.IsMaintenance = True("maintenance");
        }
        else if (Take("data"u8, Member.Data))
        {
            ReadData();
        }
        else
        {
            _json.Skip();
        }
    }

    private bool Take(ReadOnlySpan<byte> name, Member member)
    {
        if (!_json.NameIs(name))
        {
            return false;
        }

        if ((_seen & member) != 0)
        {
            Note($"The member \"{System.Text.Encoding.UTF8.GetString(name)}\" is there twice: the first counts.");
            return false;
        }

        _seen |= member;
        return true;
    }

    private void Require(Member member, string name)
    {
        if ((_seen & member) == 0)
        {
            Note($"The member \"{name}\" is missing.");
        }
    }

    private readonly string Lacking(string name, string what) =>
        _facts.Note ?? $"The member \"{name}\" is missing: an event without a {what} can't be kept.";

    private void Note(string sentence) => _facts.Note = _facts.Note is null ? sentence
        : _facts.Note.Length < MostNoteLength ? $"{_facts.Note} {sentence}" : _facts.Note;

    private void Wrong(string name, string right) => Note($"The member \"{name}\" is not {right}.");

    private long Number(string name, long least, long most)
    {
        if (!_json.TryNumber(least, most, out long number))
        {
            Wrong(name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a whole number of {least} to {most}"));
        }

        return number;
    }

    private bool True(string name)
    {
        if (!_json.TryFlag(out bool flag) || !flag)
        {
            Wrong(name, "true, the only value it may have");
        }

        return flag;
    }

    private readonly bool IsCabinet(ReadOnlySpan<byte> id)
    {
        if (id.Length != _cabinet.Length)
        {
            return false;
        }

        for (int i = 0; i < id.Length; i++)
        {
            if (id[i] != _cabinet[i])
            {
                return false;
            }
        }

        return true;
    }

    private void ReadTime()
    {
        bool isText = _json.TryText(out ReadOnlySpan<byte> text);
        if (isText && ContractForms.TryReadTime(text, out long unixMs))
        {
            _facts.AtMs = unixMs;
            return;
        }

        Wrong("time", "a UTC time such as 2026-01-12T03:05:00.120Z");
        if (isText && ContractForms.TryReadOtherTime(System.Text.Encoding.UTF8.GetString(text), out unixMs))
        {
            _facts.AtMs = unixMs;
        }
    }

    private void ReadData()
    {
        _facts.DataStart = _json.NextStart;
        if (_json.Kind != JsonTokenType.StartObject)
        {
            _json.SkipThis();
            Wrong("data", "an object");
            return;
        }

        _data = EventData.Read(ref _json);
        _facts.DataLength = _data.IsUnicode ? _json.Consumed - _facts.DataStart : 0;
    }

    private void ReadName()
    {
        if (!_json.TryText(out ReadOnlySpan<byte> text) || !ContractForms.IsName(text, ".-"u8, MostNameLength))
        {
            Wrong("event", "an event's name");
            return;
        }

        Span<char> name = stackalloc char[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            name[i] = (char)text[i];
        }

        if (s_kinds.TryGetValue(name, out string? known, out EventKind kind))
        {
            _kind = kind;
            _facts.Name = known;
        }
        else
        {
            // Events may be added within version 1.
            _facts.Name = name.ToString();
        }
    }

    private void ReadSeverity()
    {
        if (!_json.TryText(out ReadOnlySpan<byte> text))
        {
            Wrong("severity", "text");
            return;
        }

        _severity = text.SequenceEqual("info"u8) ? Severity.Info
            : text.SequenceEqual("maintenance"u8) ? Severity.Maintenance
            : text.SequenceEqual("urgent"u8) ? Severity.Urgent
            : Severity.Emergency;
        if (_severity == Severity.Emergency && !text.SequenceEqual("emergency"u8))
        {
            // One look too many costs less than a removal that nobody sees: the contract adds no severity that is less.
            string word = System.Text.Encoding.UTF8.GetString(text[..Math.Min(text.Length, MostNameLength)]);
            Note($"The member \"severity\" is \"{word}\", which this program does not know: it counts as an emergency.");
        }
    }
}
