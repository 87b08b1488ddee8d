using AedCabinet.Indicator;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supply;
using AedCabinet.Temperature;

namespace AedCabinet.Events
{
    /// <summary>
    /// Turns what changed in the senses in this scan into events (SPEC §7). Knows what an event says, not what follows from it.
    /// </summary>
    public sealed class SenseReporter
    {
        private readonly SensorJudgement _senses;
        private readonly OpenEmergencies _emergencies;
        private readonly Severity _kitOpenedSeverity;
        private readonly EventEmitter _emitter;

        /// <summary>Initializes a new instance of the <see cref="SenseReporter"/> class.</summary>
        /// <param name="senses">The senses.</param>
        /// <param name="emergencies">What nobody has closed yet: an emergency that newly opens is told however often that happens.</param>
        /// <param name="kitOpenedSeverity">How much the opening of the kit matters.</param>
        /// <param name="emitter">Receives the events.</param>
        public SenseReporter(SensorJudgement senses, OpenEmergencies emergencies, Severity kitOpenedSeverity, EventEmitter emitter)
        {
            _senses = senses;
            _emergencies = emergencies;
            _kitOpenedSeverity = kitOpenedSeverity;
            _emitter = emitter;
        }

        /// <summary>Reports one scan; called once after <see cref="OpenEmergencies.Update"/>.</summary>
        /// <param name="isSosExercised">Whether SOS is part of a drill.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Report(bool isSosExercised, long nowMs)
        {
            SensorJudgement senses = _senses;
            if (senses.SupplyChanged)
            {
                int fault = senses.SupplyFault;
                string data = fault == 0 ? null : fault == SensorJudgement.AllLow ? EventData.CausedByAllLow : EventData.CausedByAllOpen;
                _emitter.Emit(fault != 0 ? EventKind.InputsSupplyFault : EventKind.InputsSupplyOk, data, nowMs);
            }

            ReportDoors(nowMs);
            ReportPresence(nowMs);
            ReportSos(isSosExercised, nowMs);
            ReportIndicator(nowMs);
            ReportTemperature(nowMs);
            ReportPower(nowMs);
            if (senses.Tamper.Changed)
            {
                _emitter.Emit(senses.Tamper.Value ? EventKind.TamperOpened : EventKind.TamperClosed, null, nowMs);
            }

            ReportChattering(senses.Aed.Door, "door.aed", nowMs);
            ReportChattering(senses.Aed.PresenceContact, "presence.aed", nowMs);
            ReportChattering(senses.Kit.Door, "door.kit", nowMs);
            ReportChattering(senses.Tamper, "tamper", nowMs);
            ReportChattering(senses.Sos.Contact, "sos", nowMs);
            ReportChattering(senses.Service.Contact, "service", nowMs);
        }

        private void ReportDoors(long nowMs)
        {
            AedCompartment aed = _senses.Aed;
            KitCompartment kit = _senses.Kit;
            if (aed.Door.Changed)
            {
                _emitter.Emit(aed.Door.Value ? EventKind.DoorOpened : EventKind.DoorClosed, EventData.AedCompartment, nowMs);
            }

            if (kit.Door.Changed && kit.Door.Value)
            {
                Emit(EventKind.KitOpened, _kitOpenedSeverity, OpenEmergencies.KitOpening, EventData.KitCompartment, nowMs);
            }
            else if (kit.Door.Changed)
            {
                _emitter.Emit(EventKind.KitClosed, EventData.KitCompartment, nowMs);
            }

            if (aed.LeftOpen.Changed && aed.LeftOpen.IsLeftOpen)
            {
                _emitter.Emit(EventKind.DoorLeftOpen, EventData.AedCompartment, nowMs);
            }

            if (kit.LeftOpen.Changed && kit.LeftOpen.IsLeftOpen)
            {
                _emitter.Emit(EventKind.DoorLeftOpen, EventData.KitCompartment, nowMs);
            }
        }

        private void ReportPresence(long nowMs)
        {
            AedCompartment aed = _senses.Aed;
            if (aed.Presence == Presence.NotFitted)
            {
                // Without a presence contact an opened door counts as a removal.
                if (aed.Door.Changed && aed.Door.Value)
                {
                    Emit(EventKind.AedRemoved, Severity.Emergency, OpenEmergencies.Removal, null, nowMs);
                }
            }
            else if (OpenEmergencies.WasRemoved(aed))
            {
                Emit(EventKind.AedRemoved, Severity.Emergency, OpenEmergencies.Removal, null, nowMs);
            }
            else if (aed.PresenceContact.Changed)
            {
                _emitter.Emit(aed.Presence == Presence.Present ? EventKind.AedReturned : EventKind.AedMissing, null, nowMs);
            }
        }

        private void ReportSos(bool isSosExercised, long nowMs)
        {
            if (OpenEmergencies.IsSos(_senses.Sos, _emitter.Mode, isSosExercised))
            {
                // Somebody in need during a drill does not know that it is one.
                _emitter.Emit(EventKind.SosPressed, Severity.Emergency, (_emergencies.Opened & OpenEmergencies.Sos) == 0, null, nowMs);
            }
            else if (_senses.Sos.Pressed)
            {
                _emitter.Emit(EventKind.SosPressed, null, nowMs);
            }
        }

        private void Emit(EventKind kind, Severity severity, int emergency, string data, long nowMs) =>
            _emitter.Emit(kind, SeverityCap.Cap(severity, _emitter.Mode), (_emergencies.Opened & emergency) == 0, data, nowMs);

        private void ReportIndicator(long nowMs)
        {
            IndicatorDecoder indicator = _senses.Indicator;
            if (!_senses.IndicatorChanged)
            {
                return;
            }

            string data = indicator.IsCausedByTemperature ? EventData.CausedByTemperature : null;
            switch (indicator.State)
            {
                case IndicatorState.Ready:
                    _emitter.Emit(EventKind.AedReady, null, nowMs);
                    break;
                case IndicatorState.Attention:
                    _emitter.Emit(EventKind.AedAttention, data, nowMs);
                    break;
                case IndicatorState.Dark:
                    _emitter.Emit(EventKind.AedDark, data, nowMs);
                    break;
                case IndicatorState.Conflict:
                    _emitter.Emit(EventKind.IndicatorConflict, null, nowMs);
                    break;
                default:
                    // Unknown and in use have no event; the state tells them.
                    break;
            }
        }

        private void ReportTemperature(long nowMs)
        {
            TemperatureFilter inside = _senses.Inside;
            TemperatureWatch watch = _senses.Temperature;
            if (inside.FaultChanged && inside.Health == ProbeHealth.Fault)
            {
                _emitter.Emit(EventKind.TemperatureSensorFault, null, nowMs);
            }

            if (watch.Changed)
            {
                EventKind kind = watch.Level == TemperatureLevel.Low ? EventKind.TemperatureLow
                    : watch.Level == TemperatureLevel.High ? EventKind.TemperatureHigh
                    : EventKind.TemperatureNormal;
                _emitter.Emit(kind, EventData.Temperature(_senses.InsideDeciC), nowMs);
            }

            if (watch.WarningStarted)
            {
                _emitter.Emit(EventKind.TemperatureWarning, EventData.Temperature(_senses.InsideDeciC), nowMs);
            }

            int hours = watch.ExposedHours;
            if (hours > 0)
            {
                Severity severity = watch.IsExposureUrgent ? Severity.Urgent : Severity.Maintenance;
                string data = EventData.Exposure(_senses.InsideDeciC, hours);
                _emitter.Emit(EventKind.TemperatureExposure, SeverityCap.Cap(severity, _emitter.Mode), true, data, nowMs);
            }
        }

        private void ReportPower(long nowMs)
        {
            MainsWatch mains = _senses.Mains;
            BatteryWatch battery = _senses.Battery;
            if (mains.Changed)
            {
                _emitter.Emit(mains.State == MainsState.Lost ? EventKind.MainsLost : EventKind.MainsRestored, null, nowMs);
            }

            if (battery.Changed)
            {
                EventKind kind = battery.Level == BatteryLevel.Critical ? EventKind.BatteryCritical
                    : battery.Level == BatteryLevel.Low ? EventKind.BatteryLow
                    : EventKind.BatteryOk;
                _emitter.Emit(kind, null, nowMs);
            }
        }

        private void ReportChattering(Contact contact, string input, long nowMs)
        {
            if (contact.ChatteringStarted)
            {
                _emitter.Emit(EventKind.InputChattering, EventData.Chattering(input), nowMs);
            }
        }
    }
}
