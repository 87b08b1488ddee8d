using AedCabinet.Alarms;
using AedCabinet.Inputs;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Timing;

namespace AedCabinet
{
    /// <content>What follows from the judgement for the pins.</content>
    public sealed partial class Cabinet
    {
        private void Alarm(InputImage inputs, long nowMs, OutputImage outputs)
        {
            if (OpenEmergencies.WasRemoved(_senses.Aed))
            {
                _alarm.RemovalStarted(nowMs);
            }
            else if (_senses.Aed.Door.Changed && _senses.Aed.Door.Value)
            {
                _alarm.RescueTriggered(nowMs);
            }

            if (_senses.Aed.PresenceContact.Changed && _senses.Aed.PresenceContact.Value)
            {
                _alarm.RemovalEnded();
            }

            // In a drill with SOS a held button is a new emergency too.
            if (_senses.Sos.Pressed || OpenEmergencies.IsSos(_senses.Sos, _mode.Mode, _mode.IsSosExercised))
            {
                _alarm.SosStarted(nowMs);
            }

            _alarm.SetMode(_state.Mode);
            _alarm.SetDoorLeftOpen(_state.IsDoorLeftOpen);
            _alarm.SetFault(_state.Reasons != 0 && nowMs - _startedMs >= FaultGraceMs);
            _alarm.SetLocalMinute(LocalTime.MinuteOf(inputs.UnixMs, _configuration.Clock.UtcOffsetMinutes));
            _alarm.Drive(nowMs, outputs);
            _exchange.Alarm.Note(_alarm.Sounding, _alarm.IsBeaconFlashing);
        }

        private void DriveOthers(InputImage inputs, long nowMs, OutputImage outputs)
        {
            _lamps.Drive(_state.Reasons == 0, (_state.Reasons & Readiness.UrgentReasons) != 0, inputs.IsOnline, nowMs, outputs);
            bool isRescue = _state.IsRemovalOpen || _state.IsSosOpen || _state.IsKitOpeningOpen || _state.IsAedDoorOpen;
            outputs.LockRelease = _lock.IsReleased(inputs.IsOnline, _state.Mode, isRescue, nowMs);
            _selfTest.Step(_senses, _state, _climate.ForcedOff, inputs.IsOnline, nowMs, outputs);
        }

        // The thermostat goes on and keeps its times; only the pins get other values.
        private void GateHandshake(InputImage inputs, long nowMs, OutputImage outputs)
        {
            bool isRescueSounding = _alarm.Sounding == AlarmPriority.Rescue;
            int picture = (isRescueSounding ? 1 : 0) + (_alarm.IsBeaconFlashing ? 2 : 0);
            if (_exchange.Handshake.Judge(_disturbance.Update(inputs, _senses), picture, nowMs))
            {
                outputs.SetSafeToFreeze(isRescueSounding, _alarm.IsBeaconFlashing);
            }
        }

        // The cabinet's lamps blink like an AED's light; the sensors' view of them is told apart by the times of their changes.
        private void NoteOwnLights(OutputImage outputs, long nowMs)
        {
            int lit = (outputs.Beacon ? 1 : 0) | (outputs.LampGreen ? 2 : 0) | (outputs.LampAmber ? 4 : 0) | (outputs.LampRed ? 8 : 0);
            if (lit != _ownLights)
            {
                _ownLights = lit;
                _senses.Indicator.NoteOwnLights(lit, nowMs);
                _learning.NoteOwnLights(lit, nowMs);
            }
        }

        // If the alarm's judgement fails in safe mode, the raw door contact drives the sounder.
        private void StandIn(InputImage inputs, OutputImage outputs)
        {
            if ((_senses.HasFailed(SensorJudgement.Contacts) || _senses.HasFailed(AlarmPart)) && _configuration.Kind != CabinetKind.Kit)
            {
                outputs.Sounder = inputs.AedDoorContactOpen;
                outputs.Beacon = inputs.AedDoorContactOpen;
                outputs.SounderInhibit = false;
            }
        }
    }
}
