using System.Buffers;

namespace AedCabinet.Contract;

/// <summary>
/// Reads the messages of contract version 1 as SPEC §13 has it: what can be used is used, and what can't is noted. A message of
/// which nothing can be used throws <see cref="FormatException"/> with the reason. A time in the future counts as the time of arrival.
/// </summary>
public static class MessageReader
{
    private const int MostResponders = 100_000;
    private const int MostMilliVolts = 60_000;
    private const int MostHeaterMinutes = 24 * 60;
    private const int WeakestRssi = -128;
    private const int LeastDeciC = -550;
    private const int MostDeciC = 1250;
    private const int MostProfileLength = 32;
    private const int MostReplyReasonLength = 200;
    private const int MostReplyLines = 12;
    private const int MostNameLength = 64;
    private const int MostNames = 64;
    private const string UnknownKind = "unknown";
    private const string UnknownMode = "unknown";
    private const long MostUptimeMs = 9007199254740991;

    private static readonly SearchValues<byte> s_idLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    private static readonly SearchValues<byte> s_profileLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);

    public static ReportedOnline Online(ReadOnlyMemory<byte> payload, out string? note)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        bool isOnline = message.FlagOrNull("online") ?? throw message.Unusable("online");
        int? boot = message.IntOrNull("boot", 1);
        int? connection = message.IntOrNull("connection", 1);
        message.Require("boot", boot is not null);
        message.Require("connection", connection is not null);
        note = message.Notes;
        return new ReportedOnline(isOnline, boot ?? 0, connection ?? 0);
    }

    public static ReportedAbout About(ReadOnlyMemory<byte> payload, string cabinet, out string? note)
    {
        JsonMembers message = Parse(payload, cabinet);
        JsonMembers? site = message.SectionOrNull("site");
        JsonMembers? position = Position(message);
        JsonMembers? aed = message.SectionOrNull("aed");
        JsonMembers? expiries = message.SectionOrNull("expiries");
        JsonMembers? contact = message.SectionOrNull("contact");
        JsonMembers? firmware = message.SectionOrNull("firmware");
        int? boot = message.IntOrNull("boot", 1);
        string? kind = message.WordOrNull("kind", "aed", "kit", "station");
        message.Require("boot", boot is not null);
        message.Require("kind", kind is not null);
        message.Require("firmware", firmware is not null);
        _ = aed?.FormedOrNull("profile",
            text => text.Length <= MostProfileLength && !text.ContainsAnyExcept(s_profileLetters) && text.Length > 0 && text[0] != '-',
            "an indicator profile's name");
        ReportedAbout about = new()
        {
            Boot = boot ?? 0,
            Kind = kind ?? UnknownKind,
            Name = message.WordsOrNull("name"),
            Site = site?.WordsOrNull("name"),
            Where = site?.WordsOrNull("where"),
            Floor = site?.WordsOrNull("floor"),
            IsIndoor = site?.FlagOrNull("indoor"),
            Access = site?.WordOrNull("access", "yes", "permissive", "customers", "private", "no"),
            Hours = site?.WordsOrNull("hours"),
            Latitude = position?.DegreesOrNull("lat", 90),
            Longitude = position?.DegreesOrNull("lon", 180),
            IsMobile = message.FlagOrNull("mobile") ?? false,
            AedModel = aed?.WordsOrNull("model"),
            AedSerial = aed?.WordsOrNull("serial"),
            PadsExpire = expiries?.DayOrNull("pads"),
            BatteryExpire = expiries?.DayOrNull("battery"),
            KitExpire = expiries?.DayOrNull("kit"),
            ContactName = contact?.WordsOrNull("name"),
            ContactPhone = contact?.WordsOrNull("phone"),
            TrainedResponders = message.NumberOrNull("trainedResponders", 0, MostResponders),
            Firmware = firmware?.FormedOrNull("version", ContractForms.IsVersion, "a version such as 1.2.3"),
            Board = firmware?.WordsOrNull("board"),
        };
        firmware?.Require("version", about.Firmware is not null);
        note = message.Notes;

        // Half a position is none.
        return about.Latitude is null || about.Longitude is null ? about with { Latitude = null, Longitude = null } : about;
    }

    public static ReportedState State(ReadOnlyMemory<byte> payload, string cabinet, DateTimeOffset arrivedAt, out string? note)
    {
        JsonMembers message = Parse(payload, cabinet);
        bool? isReady = message.FlagOrNull("ready");
        IReadOnlyList<string>? reasons = message.Texts("reasons", out bool isReasonsWhole);
        IReadOnlyList<string>? open = message.Texts("open", out bool isOpenWhole);
        message.Require("ready", isReady is not null);
        message.Require("reasons", reasons is not null);
        message.Require("open", open is not null);
        if (isReady is null && reasons is null && open is null)
        {
            throw message.Unusable("ready");
        }

        string? doubt = StateConsistency.DoubtOf(message, isReady, reasons ?? [], isReasonsWhole);
        if (doubt is not null)
        {
            message.Note(doubt);
        }

        JsonMembers? battery = message.SectionOrNull("battery");
        JsonMembers? doors = message.SectionOrNull("doors");
        DateTimeOffset? stamp = message.Stamp();
        int? boot = message.IntOrNull("boot", 1);
        long? uptime = message.NumberOrNull("uptimeMs", 0, MostUptimeMs);
        string? mode = message.WordOrNull("mode", "normal", "drill", "maintenance", "not-commissioned");
        message.Require("boot", boot is not null);
        message.Require("uptimeMs", uptime is not null);
        message.Require("mode", mode is not null);
        message.Require("doors", doors is not null);
        IReadOnlyList<string> openNames = Names(open, message, "open");
        ReportedState state = new()
        {
            Reasons = Names(reasons, message, "reasons"),
            Boot = boot ?? 0,
            Connection = message.IntOrNull("connection", 1),
            Seq = message.IntOrNull("seq", 0),
            At = Earlier(stamp, arrivedAt),
            HasOwnTime = stamp <= arrivedAt,
            UptimeMs = uptime ?? 0,
            Mode = mode ?? UnknownMode,
            IsSafeMode = message.FlagOrNull("safeMode") ?? false,
            IsReady = isReady == true && doubt is null,
            Doubt = doubt,
            Doors = doors?.AsTexts ?? new Dictionary<string, string>(),
            Open = openNames,
            IsOpenWhole = isOpenWhole && openNames.Count == open!.Count,
            Aed = message.WordOrNull("aed", "present", "absent", "not-fitted", "unknown"),
            Indicator = message.WordOrNull("indicator", "ready", "in-use", "attention", "dark", "unknown", "conflict"),
            Temperature = Temperature(message),
            IsHeating = message.FlagOrNull("heater"),
            Mains = message.WordOrNull("mains", "present", "lost"),
            BatteryMv = battery?.NumberOrNull("mV", 0, MostMilliVolts),
            BatteryLevel = battery?.WordOrNull("level", "ok", "low", "critical"),
        };
        note = message.Notes;
        return state;
    }

    public static ReportedTelemetry Telemetry(ReadOnlyMemory<byte> payload, string cabinet, DateTimeOffset arrivedAt, out string? note)
    {
        JsonMembers message = Parse(payload, cabinet);
        JsonMembers? scan = message.SectionOrNull("scan");
        JsonMembers? queue = message.SectionOrNull("queue");
        message.Require("boot", message.IntOrNull("boot", 1) is not null);
        scan?.Require("overruns", scan.Value.NumberOrNull("overruns", 0, int.MaxValue) is not null);
        scan?.Require("maxUs", scan.Value.Has("maxUs"));
        queue?.Require("events", queue.Value.Has("events"));
        queue?.Require("dropped", queue.Value.NumberOrNull("dropped", 0, int.MaxValue) is not null);
        ReportedTelemetry telemetry = new()
        {
            At = Earlier(message.Stamp(), arrivedAt),
            UptimeMs = message.NumberOrNull("uptimeMs", 0, MostUptimeMs) ?? 0,
            Temperature = Temperature(message),
            HeaterMinutesToday = message.NumberOrNull("heaterMinutesToday", 0, MostHeaterMinutes),
            BatteryMv = message.SectionOrNull("battery")?.NumberOrNull("mV", 0, MostMilliVolts),
            Rssi = message.NumberOrNull("rssi", WeakestRssi, 0),
            FreeBytes = message.NumberOrNull("freeBytes", 0, int.MaxValue),
            ScanMaxUs = scan?.NumberOrNull("maxUs", 0, int.MaxValue),
            QueuedEvents = queue?.NumberOrNull("events", 0, int.MaxValue),
        };
        note = message.Notes;
        return telemetry;
    }

    /// <summary>An event of the history, of what was read of its message.</summary>
    public static RegistryEvent Event(in EventFacts facts, IReadOnlyDictionary<string, string> data, string cabinet,
        DateTimeOffset arrivedAt)
    {
        bool isArrival = facts.AtMs == EventFacts.UnknownTime || facts.AtMs > arrivedAt.ToUnixTimeMilliseconds();
        return new RegistryEvent
        {
            Cabinet = cabinet,
            Name = facts.Name,
            Severity = facts.Severity,
            Boot = facts.Boot,
            Seq = facts.Seq,
            At = isArrival ? arrivedAt : DateTimeOffset.FromUnixTimeMilliseconds(facts.AtMs),
            IsTimeOfArrival = isArrival,
            UptimeMs = facts.UptimeMs,
            IsDrill = facts.IsDrill,
            IsMaintenance = facts.IsMaintenance,
            Data = data,
        };
    }

    public static ReportedReply Reply(ReadOnlyMemory<byte> payload, out string? note)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        string code = message.Text("code");
        string? id = message.FormedOrNull("id", IsCommandId, "a command's id");
        JsonMembers? data = message.SectionOrNull("data");
        string? reason = data?.WordsOrNull("reason", MostReplyReasonLength);
        IReadOnlyList<string> lines = data?.WordsList("lines", MostReplyLines) ?? [];
        long? given = data?.NumberOrNull("given", 0, int.MaxValue);
        if (code is not ("too-large" or "malformed" or "out-of-memory") && id is null)
        {
            throw message.Unusable("id");
        }

        if (code is "failed" or "bad-arguments" && reason is null)
        {
            message.Note("The member \"data.reason\" is missing.");
        }

        note = message.Notes;
        return new ReportedReply(id, code, reason, lines) { Given = given };
    }

    private static bool IsCommandId(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= 64 && !text.ContainsAnyExcept(s_idLetters);

    // A time in the future counts as the time of arrival.
    private static DateTimeOffset Earlier(DateTimeOffset? stamp, DateTimeOffset arrivedAt) =>
        stamp is { } own && own <= arrivedAt ? own : arrivedAt;

    private static JsonMembers Parse(ReadOnlyMemory<byte> payload, string cabinet)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        string? id = message.TextOrNull("id");
        message.Require("id", id is not null);
        return id is null || id == cabinet ? message
            : throw new FormatException($"The member \"id\" is \"{id}\", but the topic is that of {cabinet}.");
    }

    // Names that could not be one are noted and left out: they are shown, stored with commas between them and used as labels.
    private static IReadOnlyList<string> Names(IReadOnlyList<string>? texts, JsonMembers message, string member)
    {
        if (texts is null)
        {
            return [];
        }

        string[] names = [.. texts.Where(text => ContractForms.IsName(System.Text.Encoding.UTF8.GetBytes(text), ".-"u8, MostNameLength))
            .Take(MostNames)];
        if (names.Length < texts.Count)
        {
            message.Note($"The member \"{member}\" holds something that is no name.");
        }

        return names;
    }

    // A position of another datum is somewhere else.
    private static JsonMembers? Position(JsonMembers message)
    {
        if (message.SectionOrNull("position") is not { } position)
        {
            return null;
        }

        string? datum = position.WordOrNull("datum", "WGS-84");
        position.Require("datum", datum is not null);
        return datum == "WGS-84" ? position : null;
    }

    private static ReportedTemperature? Temperature(JsonMembers message)
    {
        if (message.SectionOrNull("temperature") is not { } section)
        {
            return null;
        }

        string? health = section.WordOrNull("health", "ok", "fault", "unknown");
        long? inside = section.NumberOrNull("insideDeciC", LeastDeciC, MostDeciC);
        section.Require("health", health is not null);
        if ((inside is not null) != (health == "ok"))
        {
            message.Note("The member \"temperature.insideDeciC\" must be there exactly while \"health\" is ok.");
        }

        return new ReportedTemperature(health == "ok" ? inside : null, section.NumberOrNull("outsideDeciC", LeastDeciC, MostDeciC),
            health ?? "unknown");
    }
}
