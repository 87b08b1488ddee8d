using AedCabinet.Formats;
using AedCabinet.Settings;

namespace AedCabinet.Events
{
    /// <summary>The name and the severity of every <see cref="EventKind"/> (SPEC §7). Names are part of contract v1 and never change.</summary>
    public static class EventCatalog
    {
        // In the order of EventKind: an enum's ToString gives its number on the device.
        private const string KindNames =
            "boot.started, door.opened, door.closed, aed.removed, aed.returned, aed.missing, sos.pressed, kit.opened, "
            + "kit.closed, aed.attention, aed.dark, aed.ready, indicator.conflict, tamper.opened, tamper.closed, "
            + "temperature.low, temperature.high, temperature.normal, temperature.sensor-fault, heater.fault, heater.ok, "
            + "mains.lost, mains.restored, battery.low, battery.critical, battery.ok, door.left-open, input.chattering, "
            + "expiry.due, expiry.cleared, self-test.passed, self-test.failed, drill.started, drill.ended, "
            + "maintenance.started, maintenance.ended, inspection.done, clock.synced, link.restored, config.applied, "
            + "config.rejected, config.reverted, command.done, command.rejected, outbox.overflowed, boot.crashed, "
            + "inputs.supply-fault, inputs.supply-ok, temperature.warning, temperature.exposure, "
            + "storage.fault, storage.ok";

        /// <summary>Gets how many kinds of event there are.</summary>
        public const int Count = (int)EventKind.StorageOk + 1;

        /// <summary>The event's name on the wire.</summary>
        /// <param name="kind">The kind of event.</param>
        /// <returns>For example <c>aed.removed</c>.</returns>
        public static string NameOf(EventKind kind) => Words.At(KindNames, (int)kind);

        /// <summary>
        /// The severity an event has outside drills and maintenance, where nothing else decides: <c>kit.opened</c> follows
        /// <see cref="CabinetConfiguration.KitOpenedSeverity"/>, and <c>temperature.exposure</c> becomes urgent with the hours.
        /// </summary>
        /// <param name="kind">The kind of event.</param>
        /// <returns>The severity of SPEC §7.</returns>
        public static Severity SeverityOf(EventKind kind)
        {
            switch (kind)
            {
                case EventKind.AedRemoved:
                case EventKind.SosPressed:
                    return Severity.Emergency;
                case EventKind.KitOpened:
                case EventKind.InputsSupplyFault:
                case EventKind.AedMissing:
                case EventKind.AedAttention:
                case EventKind.AedDark:
                case EventKind.TamperOpened:
                case EventKind.TemperatureLow:
                case EventKind.TemperatureHigh:
                case EventKind.HeaterFault:
                case EventKind.BatteryCritical:
                    return Severity.Urgent;
                case EventKind.IndicatorConflict:
                case EventKind.TemperatureSensorFault:
                case EventKind.MainsLost:
                case EventKind.BatteryLow:
                case EventKind.DoorLeftOpen:
                case EventKind.InputChattering:
                case EventKind.ExpiryDue:
                case EventKind.SelfTestFailed:
                case EventKind.ConfigRejected:
                case EventKind.ConfigReverted:
                case EventKind.CommandRejected:
                case EventKind.OutboxOverflowed:
                case EventKind.BootCrashed:
                case EventKind.TemperatureWarning:
                case EventKind.TemperatureExposure:
                case EventKind.StorageFault:
                    return Severity.Maintenance;
                default:
                    return Severity.Info;
            }
        }

        /// <summary>The severity's name on the wire.</summary>
        /// <param name="severity">The severity.</param>
        /// <returns><c>info</c>, <c>maintenance</c>, <c>urgent</c> or <c>emergency</c>.</returns>
        public static string NameOf(Severity severity) => Words.At(Words.SeverityNames, (int)severity);
    }
}
