namespace AedCabinet
{
    /// <summary>The name and the severity of every <see cref="EventKind"/> (SPEC §7). Names are part of contract v1 and never change.</summary>
    public static class EventCatalog
    {
        // Two tables in the order of EventKind: an enum's ToString gives its number on the device.
        private static readonly string[] s_names =
        {
            "boot.started",
            "door.opened",
            "door.closed",
            "aed.removed",
            "aed.returned",
            "aed.missing",
            "sos.pressed",
            "kit.opened",
            "kit.closed",
            "aed.attention",
            "aed.dark",
            "aed.ready",
            "indicator.conflict",
            "tamper.opened",
            "tamper.closed",
            "temperature.low",
            "temperature.high",
            "temperature.normal",
            "temperature.sensor-fault",
            "heater.fault",
            "heater.ok",
            "mains.lost",
            "mains.restored",
            "battery.low",
            "battery.critical",
            "battery.ok",
            "door.left-open",
            "input.chattering",
            "expiry.due",
            "expiry.cleared",
            "self-test.passed",
            "self-test.failed",
            "drill.started",
            "drill.ended",
            "maintenance.started",
            "maintenance.ended",
            "inspection.done",
            "clock.synced",
            "link.restored",
            "config.applied",
            "config.rejected",
            "config.reverted",
            "command.done",
            "command.rejected",
            "outbox.overflowed",
            "boot.crashed",
            "inputs.supply-fault",
            "inputs.supply-ok",
            "temperature.warning",
            "temperature.exposure",
        };

        private static readonly Severity[] s_severities =
        {
            Severity.Info,
            Severity.Info,
            Severity.Info,
            Severity.Emergency,
            Severity.Info,
            Severity.Urgent,
            Severity.Emergency,
            Severity.Urgent,
            Severity.Info,
            Severity.Urgent,
            Severity.Urgent,
            Severity.Info,
            Severity.Maintenance,
            Severity.Urgent,
            Severity.Info,
            Severity.Urgent,
            Severity.Urgent,
            Severity.Info,
            Severity.Maintenance,
            Severity.Urgent,
            Severity.Info,
            Severity.Maintenance,
            Severity.Info,
            Severity.Maintenance,
            Severity.Urgent,
            Severity.Info,
            Severity.Maintenance,
            Severity.Maintenance,
            Severity.Maintenance,
            Severity.Info,
            Severity.Info,
            Severity.Maintenance,
            Severity.Info,
            Severity.Info,
            Severity.Info,
            Severity.Info,
            Severity.Info,
            Severity.Info,
            Severity.Info,
            Severity.Info,
            Severity.Maintenance,
            Severity.Maintenance,
            Severity.Info,
            Severity.Maintenance,
            Severity.Maintenance,
            Severity.Maintenance,
            Severity.Urgent,
            Severity.Info,
            Severity.Maintenance,
            Severity.Maintenance,
        };

        private static readonly string[] s_severityNames = { "info", "maintenance", "urgent", "emergency" };

        /// <summary>Gets how many kinds of event there are.</summary>
        public static int Count => s_names.Length;

        /// <summary>The event's name on the wire.</summary>
        /// <param name="kind">The kind of event.</param>
        /// <returns>For example <c>aed.removed</c>.</returns>
        public static string NameOf(EventKind kind) => s_names[(int)kind];

        /// <summary>
        /// The severity an event has outside drills and maintenance, where nothing else decides: <c>kit.opened</c> follows
        /// <see cref="CabinetConfiguration.KitOpenedSeverity"/>, and <c>temperature.exposure</c> becomes urgent with the hours.
        /// </summary>
        /// <param name="kind">The kind of event.</param>
        /// <returns>The severity of SPEC §7.</returns>
        public static Severity SeverityOf(EventKind kind) => s_severities[(int)kind];

        /// <summary>The severities' names in the order of <see cref="Severity"/>, as they also stand in a configuration.</summary>
        public static string[] SeverityNames => s_severityNames;

        /// <summary>The severity's name on the wire.</summary>
        /// <param name="severity">The severity.</param>
        /// <returns><c>info</c>, <c>maintenance</c>, <c>urgent</c> or <c>emergency</c>.</returns>
        public static string NameOf(Severity severity) => s_severityNames[(int)severity];
    }
}
