using AedCabinet.Formats;
using AedCabinet.Settings;

namespace AedCabinet.Events
{
    /// <summary>
    /// The name and the severity of every <see cref="EventKind"/> (SPEC §7). Names are part of contract v1 and never change.
    /// </summary>
    public static class EventCatalog
    {
        // Bits of the kinds of event; a switch over them all would be twice the code.
        private const long Emergencies =
            (1L << (int)EventKind.AedRemoved)
            | (1L << (int)EventKind.SosPressed);

        private const long Urgent =
            (1L << (int)EventKind.KitOpened)
            | (1L << (int)EventKind.InputsSupplyFault)
            | (1L << (int)EventKind.AedMissing)
            | (1L << (int)EventKind.AedAttention)
            | (1L << (int)EventKind.AedDark)
            | (1L << (int)EventKind.TamperOpened)
            | (1L << (int)EventKind.TemperatureLow)
            | (1L << (int)EventKind.TemperatureHigh)
            | (1L << (int)EventKind.HeaterFault)
            | (1L << (int)EventKind.BatteryCritical);

        private const long ForMaintenance =
            (1L << (int)EventKind.IndicatorConflict)
            | (1L << (int)EventKind.TemperatureSensorFault)
            | (1L << (int)EventKind.MainsLost)
            | (1L << (int)EventKind.BatteryLow)
            | (1L << (int)EventKind.DoorLeftOpen)
            | (1L << (int)EventKind.InputChattering)
            | (1L << (int)EventKind.ExpiryDue)
            | (1L << (int)EventKind.SelfTestFailed)
            | (1L << (int)EventKind.ConfigRejected)
            | (1L << (int)EventKind.ConfigReverted)
            | (1L << (int)EventKind.CommandRejected)
            | (1L << (int)EventKind.OutboxOverflowed)
            | (1L << (int)EventKind.BootCrashed)
            | (1L << (int)EventKind.TemperatureWarning)
            | (1L << (int)EventKind.TemperatureExposure)
            | (1L << (int)EventKind.StorageFault);

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
            long bit = 1L << (int)kind;
            return (Emergencies & bit) != 0 ? Severity.Emergency
                : (Urgent & bit) != 0 ? Severity.Urgent
                : (ForMaintenance & bit) != 0 ? Severity.Maintenance
                : Severity.Info;
        }

        /// <summary>The severity's name on the wire.</summary>
        /// <param name="severity">The severity.</param>
        /// <returns><c>info</c>, <c>maintenance</c>, <c>urgent</c> or <c>emergency</c>.</returns>
        public static string NameOf(Severity severity) => Words.At(Words.SeverityNames, (int)severity);
    }
}
