namespace AedCabinet.Simulator.Registry;

/// <summary>
/// Reads the messages of contract version 1 as a registry does: what it needs is checked, what it doesn't know is ignored.
/// Everything throws <see cref="FormatException"/> for a message that can't be used, with the reason.
/// </summary>
internal static class MessageReader
{
    private static readonly Dictionary<string, Severity> s_severities =
        Enum.GetValues<Severity>().ToDictionary(EventCatalog.NameOf);

    public static ReportedOnline Online(string payload)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        return new ReportedOnline(message.Flag("online"), message.Int("boot", 1), message.Int("connection", 1));
    }

    public static ReportedAbout About(string payload, string cabinet)
    {
        JsonMembers message = Parse(payload, cabinet);
        JsonMembers? site = message.SectionOrNull("site");
        JsonMembers? position = message.SectionOrNull("position");
        JsonMembers? aed = message.SectionOrNull("aed");
        JsonMembers? expiries = message.SectionOrNull("expiries");
        JsonMembers? contact = message.SectionOrNull("contact");
        JsonMembers firmware = message.Section("firmware");
        return new ReportedAbout
        {
            Boot = message.Int("boot", 1),
            Kind = message.Text("kind"),
            Name = message.TextOrNull("name"),
            Site = site?.TextOrNull("name"),
            Where = site?.TextOrNull("where"),
            Floor = site?.TextOrNull("floor"),
            IsIndoor = site?.FlagOrNull("indoor"),
            Access = site?.TextOrNull("access"),
            Hours = site?.TextOrNull("hours"),
            Latitude = position?.DegreesOrNull("lat", 90),
            Longitude = position?.DegreesOrNull("lon", 180),
            IsMobile = message.FlagOrNull("mobile") ?? false,
            AedModel = aed?.TextOrNull("model"),
            AedSerial = aed?.TextOrNull("serial"),
            PadsExpire = expiries?.TextOrNull("pads"),
            BatteryExpire = expiries?.TextOrNull("battery"),
            KitExpire = expiries?.TextOrNull("kit"),
            ContactName = contact?.TextOrNull("name"),
            ContactPhone = contact?.TextOrNull("phone"),
            TrainedResponders = message.NumberOrNull("trainedResponders"),
            Firmware = firmware.TextOrNull("version"),
            Board = firmware.TextOrNull("board"),
        };
    }

    public static ReportedState State(string payload, string cabinet, DateTimeOffset arrivedAt)
    {
        JsonMembers message = Parse(payload, cabinet);
        JsonMembers? battery = message.SectionOrNull("battery");
        IReadOnlyList<string> reasons = message.Texts("reasons");
        return new ReportedState
        {
            Boot = message.Int("boot", 1),
            Connection = message.IntOrNull("connection", 1),
            Seq = message.IntOrNull("seq", 0),
            At = message.TimeOrNull("time") ?? arrivedAt,
            UptimeMs = message.Number("uptimeMs"),
            Mode = message.Text("mode"),
            IsSafeMode = message.FlagOrNull("safeMode") ?? false,

            // A cabinet that says both is not to be relied on.
            IsReady = message.Flag("ready") && reasons.Count == 0,
            Reasons = reasons,
            Doors = message.Section("doors").AsTexts,
            Open = message.Texts("open"),
            Aed = message.TextOrNull("aed"),
            Indicator = message.TextOrNull("indicator"),
            Temperature = Temperature(message),
            IsHeating = message.FlagOrNull("heater"),
            Mains = message.TextOrNull("mains"),
            BatteryMv = battery?.NumberOrNull("mV"),
            BatteryLevel = battery?.TextOrNull("level"),
        };
    }

    public static ReportedTelemetry Telemetry(string payload, string cabinet, DateTimeOffset arrivedAt)
    {
        JsonMembers message = Parse(payload, cabinet);
        return new ReportedTelemetry
        {
            At = message.TimeOrNull("time") ?? arrivedAt,
            UptimeMs = message.Number("uptimeMs"),
            Temperature = Temperature(message),
            HeaterMinutesToday = message.NumberOrNull("heaterMinutesToday"),
            BatteryMv = message.SectionOrNull("battery")?.NumberOrNull("mV"),
            Rssi = message.NumberOrNull("rssi"),
            FreeBytes = message.NumberOrNull("freeBytes"),
            ScanMaxUs = message.SectionOrNull("scan")?.NumberOrNull("maxUs"),
            QueuedEvents = message.SectionOrNull("queue")?.NumberOrNull("events"),
        };
    }

    public static RegistryEvent Event(string payload, string cabinet, DateTimeOffset arrivedAt)
    {
        JsonMembers message = Parse(payload, cabinet);
        string severity = message.Text("severity");
        DateTimeOffset? time = message.TimeOrNull("time");
        _ = message.Number("uptimeMs");
        return new RegistryEvent
        {
            Cabinet = cabinet,
            Name = message.Text("event"),
            Severity = s_severities.TryGetValue(severity, out Severity known)
                ? known
                : throw new FormatException($"The member \"severity\" is \"{severity}\", which contract version 1 does not have."),
            Boot = message.Int("boot", 1),
            Seq = message.Int("seq", 1),
            At = time ?? arrivedAt,
            IsTimeOfArrival = time is null,
            IsDrill = message.FlagOrNull("drill") ?? false,
            IsMaintenance = message.FlagOrNull("maintenance") ?? false,
            Data = message.Section("data").AsTexts,
        };
    }

    public static ReportedReply Reply(string payload)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        return new ReportedReply(message.TextOrNull("id"), message.Text("code"), message.SectionOrNull("data")?.TextOrNull("reason"));
    }

    private static JsonMembers Parse(string payload, string cabinet)
    {
        JsonMembers message = JsonMembers.Parse(payload);
        string id = message.Text("id");
        return id == cabinet ? message : throw new FormatException($"The member \"id\" is \"{id}\", but the topic is that of {cabinet}.");
    }

    private static ReportedTemperature? Temperature(JsonMembers message) => message.SectionOrNull("temperature") is { } section
        ? new ReportedTemperature(section.NumberOrNull("insideDeciC"), section.NumberOrNull("outsideDeciC"), section.TextOrNull("health"))
        : null;
}
