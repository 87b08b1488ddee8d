using System.Text.Json;
using System.Text.Unicode;

namespace AedCabinet.Simulator.Registry;

/// <summary>
/// Reads an event as <c>firmware/contract/schemas/event.schema.json</c> has it, but for names of events, which may be added
/// within version 1. Allocates nothing for a name it knows: a registry reads hundreds of thousands.
/// </summary>
internal ref struct EventReader
{
    /// <summary>An event has at most so many bytes as sent.</summary>
    public const int MaxBytes = 1024;

    private const int MostNameLength = 64;
    private const long MostUptimeMs = 9007199254740991;

    private static readonly Dictionary<string, EventKind>.AlternateLookup<ReadOnlySpan<char>> s_kinds =
        Enumerable.Range(0, EventCatalog.Count).ToDictionary(kind => EventCatalog.NameOf((EventKind)kind), kind => (EventKind)kind).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ReadOnlySpan<byte> _payload;
    private readonly string _cabinet;
    private JsonValueReader _json;
    private EventFacts _facts;
    private EventKind? _kind;
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
    /// <exception cref="FormatException">It breaks the contract; the message says how.</exception>
    /// <exception cref="InvalidOperationException">It holds text that is not Unicode.</exception>
    public static EventFacts Read(ReadOnlySpan<byte> payload, string cabinet)
    {
        if (payload.Length > MaxBytes)
        {
            throw new FormatException($"The payload has {payload.Length} bytes; an event has at most {MaxBytes}.");
        }

        if (!Utf8.IsValid(payload))
        {
            throw new FormatException("The payload is not valid JSON: it is not UTF-8.");
        }

        try
        {
            return new EventReader(payload, cabinet).Read();
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The payload is not valid JSON: {exception.Message}", exception);
        }
    }

    private EventFacts Read()
    {
        _json.BeginMessage();
        while (_json.NextMember())
        {
            ReadMember();
        }

        _json.EndMessage();
        Require(Member.Id, "id");
        Require(Member.Event, "event");
        Require(Member.Severity, "severity");
        Require(Member.Boot, "boot");
        Require(Member.Seq, "seq");
        Require(Member.Uptime, "uptimeMs");
        Require(Member.Data, "data");
        if ((_seen & (Member.Time | Member.Clock)) is Member.None or (Member.Time | Member.Clock))
        {
            throw new FormatException("Either \"time\" or \"clock\" must be there, and not both.");
        }

        if (_facts.IsDrill && _facts.IsMaintenance)
        {
            throw new FormatException("The members \"drill\" and \"maintenance\" exclude each other.");
        }

        if (_kind is { } kind)
        {
            CheckSeverity(kind);
            _data.Require(kind);
        }

        _facts.LostCount = _kind == EventKind.OutboxOverflowed ? _data.LostCount : 0;
        _facts.WokeFromSleep = _kind == EventKind.BootStarted && _data.WokeFromSleep;
        return _facts;
    }

    private void ReadMember()
    {
        if (Take("id"u8, Member.Id))
        {
            if (!_json.TextEquals("id", _cabinet))
            {
                throw new FormatException($"The member \"id\" is not \"{_cabinet}\", of which the topic is.");
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
            _facts.Boot = (int)_json.Number("boot", 1, int.MaxValue);
        }
        else if (Take("seq"u8, Member.Seq))
        {
            _facts.Seq = (int)_json.Number("seq", 1, int.MaxValue);
        }
        else if (Take("time"u8, Member.Time))
        {
            _facts.AtMs = ContractForms.TryReadTime(_json.Text("time"), out long unixMs) ? unixMs : throw JsonValueReader.Wrong("time", "a UTC time such as 2026-01-12T03:05:00.120Z");
        }
        else if (Take("clock"u8, Member.Clock))
        {
            _json.Only("clock", "unsynced"u8);
        }
        else if (Take("uptimeMs"u8, Member.Uptime))
        {
            _facts.UptimeMs = _json.Number("uptimeMs", 0, MostUptimeMs);
        }
        else if (Take("drill"u8, Member.Drill))
        {
            _facts.IsDrill = _json.True("drill");
        }
        else if (Take("maintenance"u8, Member.Maintenance))
        {
            _facts.IsMaintenance = _json.True("maintenance");
        }
        else if (Take("data"u8, Member.Data))
        {
            _facts.DataStart = _json.NextStart;
            _data = EventData.Read(ref _json);
            _facts.DataLength = _json.Consumed - _facts.DataStart;
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
            throw new FormatException($"The payload is not valid JSON: the member \"{System.Text.Encoding.UTF8.GetString(name)}\" is there twice.");
        }

        _seen |= member;
        return true;
    }

    private readonly void Require(Member member, string name)
    {
        if ((_seen & member) == 0)
        {
            throw new FormatException($"The member \"{name}\" is missing.");
        }
    }

    private void ReadName()
    {
        ReadOnlySpan<byte> text = _json.Text("event");
        if (!ContractForms.IsName(text, ".-"u8, MostNameLength))
        {
            throw JsonValueReader.Wrong("event", "an event's name");
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
        ReadOnlySpan<byte> text = _json.Text("severity");
        _facts.Severity = text.SequenceEqual("info"u8) ? Severity.Info
            : text.SequenceEqual("maintenance"u8) ? Severity.Maintenance
            : text.SequenceEqual("urgent"u8) ? Severity.Urgent
            : text.SequenceEqual("emergency"u8) ? Severity.Emergency
            : throw new FormatException($"The member \"severity\" is \"{System.Text.Encoding.UTF8.GetString(text)}\", which contract version 1 does not have.");
    }

    // What an opened kit matters is the site's setting, exposure grows with the hours, and SOS in a drill may be meant.
    private readonly bool IsOwnSeverity(EventKind kind, OperatingMode mode) => kind switch
    {
        EventKind.KitOpened => _facts.Severity == SeverityCap.Cap(_facts.Severity, mode),
        EventKind.TemperatureExposure => _facts.Severity == SeverityCap.Cap(Severity.Urgent, mode),
        EventKind.SosPressed => mode == OperatingMode.Drill && _facts.Severity == Severity.Emergency,
        _ => false,
    };

    private readonly void CheckSeverity(EventKind kind)
    {
        OperatingMode mode = _facts.IsDrill ? OperatingMode.Drill : _facts.IsMaintenance ? OperatingMode.Maintenance : OperatingMode.Normal;
        Severity right = SeverityCap.Cap(EventCatalog.SeverityOf(kind), mode);
        if (_facts.Severity != right && !IsOwnSeverity(kind, mode))
        {
            throw new FormatException($"The member \"severity\" is \"{EventCatalog.NameOf(_facts.Severity)}\", but {_facts.Name} is \"{EventCatalog.NameOf(right)}\" here.");
        }
    }
}
