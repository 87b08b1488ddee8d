namespace AedCabinet.Simulator.Registry;

/// <summary>
/// Reads the messages of contract version 1 as a registry does: held against <c>firmware/contract/schemas</c>, but for what may be
/// added within version 1 (members, event names, reasons, reply codes). Everything throws <see cref="FormatException"/> for a
/// message that can't be used, with the reason, and <see cref="InvalidOperationException"/> for text that is not Unicode.
/// </summary>
internal static class MessageReader
{
    private const int MostResponders = 100_000;
    private const int MostMilliVolts = 60_000;
    private const int MostHeaterMinutes = 24 * 60;
    private const int WeakestRssi = -128;
    private const int LeastDeciC = -550;
    private const int MostDeciC = 1250;
    private const int MostProfileLength = 32;
    private const int MostCommandNameLength = 64;
    private const int MostReplyReasonLength = 200;
    private const int MostReplyLines = 12;
    private const long MostUptimeMs = 9007199254740991;

    public static ReportedOnline Online(ReadOnlyMemory<byte> payload)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        return new ReportedOnline(message.Flag("online"), message.Int("boot", 1), message.Int("connection", 1));
    }

    public static ReportedAbout About(ReadOnlyMemory<byte> payload, string cabinet)
    {
        JsonMembers message = Parse(payload, cabinet);
        JsonMembers? site = message.SectionOrNull("site");
        JsonMembers? position = message.SectionOrNull("position");
        JsonMembers? aed = message.SectionOrNull("aed");
        JsonMembers? expiries = message.SectionOrNull("expiries");
        JsonMembers? contact = message.SectionOrNull("contact");
        JsonMembers firmware = message.Section("firmware");
        _ = position?.OneOf("datum", "WGS-84");
        _ = aed?.FormedOrNull("profile", text => text.Length <= MostProfileLength && !text.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-"u8) && text.Length > 0 && text[0] != '-', "an indicator profile's name");
        return new ReportedAbout
        {
            Boot = message.Int("boot", 1),
            Kind = message.OneOf("kind", "aed", "kit", "station"),
            Name = message.WordsOrNull("name"),
            Site = site?.WordsOrNull("name"),
            Where = site?.WordsOrNull("where"),
            Floor = site?.WordsOrNull("floor"),
            IsIndoor = site?.FlagOrNull("indoor"),
            Access = site?.OneOfOrNull("access", "yes", "permissive", "customers", "private", "no"),
            Hours = site?.WordsOrNull("hours"),
            Latitude = position?.Degrees("lat", 90),
            Longitude = position?.Degrees("lon", 180),
            IsMobile = message.FlagOrNull("mobile") ?? false,
            AedModel = aed?.WordsOrNull("model"),
            AedSerial = aed?.WordsOrNull("serial"),
            PadsExpire = expiries?.DayOrNull("pads"),
            BatteryExpire = expiries?.DayOrNull("battery"),
            KitExpire = expiries?.DayOrNull("kit"),
            ContactName = contact?.WordsOrNull("name"),
            ContactPhone = contact?.WordsOrNull("phone"),
            TrainedResponders = message.NumberOrNull("trainedResponders", 0, MostResponders),
            Firmware = firmware.FormedOrNull("version", ContractForms.IsVersion, "a version such as 1.2.3") ?? throw new FormatException("The member \"firmware.version\" is missing."),
            Board = firmware.WordsOrNull("board"),
        };
    }

    public static ReportedState State(ReadOnlyMemory<byte> payload, string cabinet, DateTimeOffset arrivedAt)
    {
        JsonMembers message = Parse(payload, cabinet);
        JsonMembers? battery = message.SectionOrNull("battery");
        ReportedState state = new()
        {
            Reasons = message.Texts("reasons"),
            Boot = message.Int("boot", 1),
            Connection = message.IntOrNull("connection", 1),
            Seq = message.IntOrNull("seq", 0),
            At = message.Stamp() ?? arrivedAt,
            UptimeMs = message.Number("uptimeMs", 0, MostUptimeMs),
            Mode = message.OneOf("mode", "normal", "drill", "maintenance", "not-commissioned"),
            IsSafeMode = message.IsSet("safeMode"),
            IsReady = message.Flag("ready"),
            Doors = message.Section("doors").AsTexts,
            Open = message.Texts("open"),
            Aed = message.OneOfOrNull("aed", "present", "absent", "not-fitted", "unknown"),
            Indicator = message.OneOfOrNull("indicator", "ready", "in-use", "attention", "dark", "unknown", "conflict"),
            Temperature = Temperature(message),
            IsHeating = message.FlagOrNull("heater"),
            Mains = message.OneOfOrNull("mains", "present", "lost"),
            BatteryMv = battery?.Number("mV", 0, MostMilliVolts),
            BatteryLevel = battery?.OneOf("level", "ok", "low", "critical"),
        };
        _ = message.FlagOrNull("fan");
        StateConsistency.Check(state);
        return state;
    }

    public static ReportedTelemetry Telemetry(ReadOnlyMemory<byte> payload, string cabinet, DateTimeOffset arrivedAt)
    {
        JsonMembers message = Parse(payload, cabinet);
        JsonMembers? scan = message.SectionOrNull("scan");
        JsonMembers? queue = message.SectionOrNull("queue");
        _ = message.Int("boot", 1);
        _ = message.NumberOrNull("outOfRangeMinutes", 0, long.MaxValue);
        _ = scan?.Number("overruns", 0, int.MaxValue);
        _ = queue?.Number("dropped", 0, int.MaxValue);
        return new ReportedTelemetry
        {
            At = message.Stamp() ?? arrivedAt,
            UptimeMs = message.Number("uptimeMs", 0, MostUptimeMs),
            Temperature = Temperature(message),
            HeaterMinutesToday = message.NumberOrNull("heaterMinutesToday", 0, MostHeaterMinutes),
            BatteryMv = message.SectionOrNull("battery")?.Number("mV", 0, MostMilliVolts),
            Rssi = message.NumberOrNull("rssi", WeakestRssi, 0),
            FreeBytes = message.NumberOrNull("freeBytes", 0, int.MaxValue),
            ScanMaxUs = scan?.Number("maxUs", 0, int.MaxValue),
            QueuedEvents = queue?.Number("events", 0, int.MaxValue),
        };
    }

    public static RegistryEvent Event(ReadOnlyMemory<byte> payload, string cabinet, DateTimeOffset arrivedAt)
    {
        EventFacts facts = EventReader.Read(payload.Span, cabinet);
        return Event(facts, JsonMembers.Parse(payload.Slice(facts.DataStart, facts.DataLength)).AsTexts, cabinet, arrivedAt);
    }

    /// <summary>An event of the history, of what was read of its message.</summary>
    public static RegistryEvent Event(in EventFacts facts, IReadOnlyDictionary<string, string> data, string cabinet, DateTimeOffset arrivedAt) => new()
    {
        Cabinet = cabinet,
        Name = facts.Name,
        Severity = facts.Severity,
        Boot = facts.Boot,
        Seq = facts.Seq,
        At = facts.AtMs == EventFacts.UnknownTime ? arrivedAt : DateTimeOffset.FromUnixTimeMilliseconds(facts.AtMs),
        IsTimeOfArrival = facts.AtMs == EventFacts.UnknownTime,
        IsDrill = facts.IsDrill,
        IsMaintenance = facts.IsMaintenance,
        Data = data,
    };

    public static ReportedReply Reply(ReadOnlyMemory<byte> payload)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        string code = message.Text("code");
        string? id = message.FormedOrNull("id", IsCommandId, "a command's id");
        string? name = message.WordsOrNull("name", MostCommandNameLength);
        JsonMembers? data = message.SectionOrNull("data");
        string? reason = data?.WordsOrNull("reason", MostReplyReasonLength);
        IReadOnlyList<string> lines = data?.WordsList("lines", MostReplyLines) ?? [];
        DateTimeOffset? time = message.Stamp();
        _ = message.Int("boot", 1);
        _ = message.Number("uptimeMs", 0, MostUptimeMs);
        if (code is not ("too-large" or "malformed" or "out-of-memory") && (id is null || name is null))
        {
            throw new FormatException($"The member \"{(id is null ? "id" : "name")}\" is missing.");
        }

        if (code is "done" or "accepted" or "failed" or "bad-arguments" && !CommandNames.IsKnown(name!))
        {
            throw new FormatException($"The member \"name\" is \"{name}\", which no cabinet can have carried out.");
        }

        if (code is "failed" or "bad-arguments" && reason is null)
        {
            throw new FormatException("The member \"data.reason\" is missing.");
        }

        return (code == "expired" && time is null) || (code == "clock-unknown" && time is not null)
            ? throw new FormatException($"A cabinet {(time is null ? "without" : "with")} a clock can't reply \"{code}\".")
            : new ReportedReply(id, code, reason, lines);
    }

    private static bool IsCommandId(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= 64 && !text.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    private static JsonMembers Parse(ReadOnlyMemory<byte> payload, string cabinet)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        string id = message.Text("id");
        return id == cabinet ? message : throw new FormatException($"The member \"id\" is \"{id}\", but the topic is that of {cabinet}.");
    }

    private static ReportedTemperature? Temperature(JsonMembers message)
    {
        if (message.SectionOrNull("temperature") is not { } section)
        {
            return null;
        }

        ReportedTemperature temperature = new(
            section.NumberOrNull("insideDeciC", LeastDeciC, MostDeciC),
            section.NumberOrNull("outsideDeciC", LeastDeciC, MostDeciC),
            section.OneOf("health", "ok", "fault", "unknown"));
        return (temperature.InsideDeciC is not null) == (temperature.Health == "ok")
            ? temperature
            : throw new FormatException("The member \"temperature.insideDeciC\" must be there exactly while \"health\" is ok.");
    }
}
