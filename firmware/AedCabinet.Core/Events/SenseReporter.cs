namespace AedCabinet
{
    /// <summary>Turns what changed in the senses in this scan into events (SPEC §7). Knows what an event says, not what follows from it.</summary>
    public sealed class SenseReporter
    {
        private const string AedCompartmentData = "\"compartment\":\"aed\"";
        private const string KitCompartmentData = "\"compartment\":\"kit\"";

        private readonly Senses _senses;
        private readonly EventEmitter _emitter;

        /// <summary>Initializes a new instance of the <see cref="SenseReporter"/> class.</summary>
        /// <param name="senses">The senses.</param>
        /// <param name="emitter">Receives the events.</param>
        public SenseReporter(Senses senses, EventEmitter emitter)
        {
            _senses = senses;
            _emitter = emitter;
        }

        /// <summary>Reports one scan; called once after <see cref="Senses.Update"/>.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Report(long nowMs)
        {
            ReportDoors(nowMs);
            ReportPresence(nowMs);
            if (_senses.Sos.Pressed)
            {
                _emitter.Emit(EventKind.SosPressed, null, nowMs);
            }

            ReportIndicator(nowMs);
            ReportTemperature(nowMs);
            ReportPower(nowMs);
            if (_senses.Tamper.Changed)
            {
                _emitter.Emit(_senses.Tamper.Value ? EventKind.TamperOpened : EventKind.TamperClosed, null, nowMs);
            }

            ReportChattering(_senses.Aed.Door, "door.aed", nowMs);
            ReportChattering(_senses.Aed.PresenceContact, "presence.aed", nowMs);
            ReportChattering(_senses.Kit.Door, "door.kit", nowMs);
            ReportChattering(_senses.Tamper, "tamper", nowMs);
            ReportChattering(_senses.Sos.Contact, "sos", nowMs);
            ReportChattering(_senses.Service.Contact, "service", nowMs);
        }

        private void ReportDoors(long nowMs)
        {
            if (_senses.Aed.Door.Changed)
            {
                _emitter.Emit(_senses.Aed.Door.Value ? EventKind.DoorOpened : EventKind.DoorClosed, AedCompartmentData, nowMs);
            }

            if (_senses.Kit.Door.Changed)
            {
                _emitter.Emit(_senses.Kit.Door.Value ? EventKind.KitOpened : EventKind.KitClosed, KitCompartmentData, nowMs);
            }

            if (_senses.Aed.LeftOpen.Changed && _senses.Aed.LeftOpen.IsLeftOpen)
            {
                _emitter.Emit(EventKind.DoorLeftOpen, AedCompartmentData, nowMs);
            }

            if (_senses.Kit.LeftOpen.Changed && _senses.Kit.LeftOpen.IsLeftOpen)
            {
                _emitter.Emit(EventKind.DoorLeftOpen, KitCompartmentData, nowMs);
            }
        }

        private void ReportPresence(long nowMs)
        {
            AedCompartment aed = _senses.Aed;
            if (aed.Presence == Presence.NotFitted)
            {
                // Where nothing tells whether the AED is there, an opened door is as good as a removal.
                if (aed.Door.Changed && aed.Door.Value)
                {
                    _emitter.Emit(EventKind.AedRemoved, null, nowMs);
                }
            }
            else if (aed.PresenceContact.Changed)
            {
                EventKind kind = aed.Presence == Presence.Present ? EventKind.AedReturned
                    : aed.LeftThroughOpenDoor ? EventKind.AedRemoved
                    : EventKind.AedMissing;
                _emitter.Emit(kind, null, nowMs);
            }
        }

        private void ReportIndicator(long nowMs)
        {
            IndicatorDecoder indicator = _senses.Indicator;
            if (!_senses.IndicatorChanged)
            {
                return;
            }

            string data = indicator.IsCausedByTemperature ? "\"cause\":\"temperature\"" : null;
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
            if (_senses.Inside.FaultChanged && _senses.Inside.Health == ProbeHealth.Fault)
            {
                _emitter.Emit(EventKind.TemperatureSensorFault, null, nowMs);
            }

            if (_senses.Temperature.Changed)
            {
                EventKind kind = _senses.Temperature.Level == TemperatureLevel.Low ? EventKind.TemperatureLow
                    : _senses.Temperature.Level == TemperatureLevel.High ? EventKind.TemperatureHigh
                    : EventKind.TemperatureNormal;
                _emitter.Emit(kind, "\"deciC\":" + _senses.InsideDeciC.ToString(), nowMs);
            }
        }

        private void ReportPower(long nowMs)
        {
            if (_senses.Mains.Changed)
            {
                _emitter.Emit(_senses.Mains.State == MainsState.Lost ? EventKind.MainsLost : EventKind.MainsRestored, null, nowMs);
            }

            if (_senses.Battery.Changed)
            {
                EventKind kind = _senses.Battery.Level == BatteryLevel.Critical ? EventKind.BatteryCritical
                    : _senses.Battery.Level == BatteryLevel.Low ? EventKind.BatteryLow
                    : EventKind.BatteryOk;
                _emitter.Emit(kind, null, nowMs);
            }
        }

        private void ReportChattering(Contact contact, string input, long nowMs)
        {
            if (contact.ChatteringStarted)
            {
                _emitter.Emit(EventKind.InputChattering, "\"input\":\"" + input + "\"", nowMs);
            }
        }
    }
}
