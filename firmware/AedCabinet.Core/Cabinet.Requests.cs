using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Judgement;
using AedCabinet.State;

namespace AedCabinet
{
    /// <content>Modes, requests and notices: what others ask and tell.</content>
    public sealed partial class Cabinet
    {
        private void ReportMode(long nowMs)
        {
            // The end of a drill is still part of it, and so is its beginning.
            if (_mode.Ended == OperatingMode.Drill || _mode.Ended == OperatingMode.Maintenance)
            {
                _emitter.Emit(_mode.Ended == OperatingMode.Drill ? EventKind.DrillEnded : EventKind.MaintenanceEnded, null, nowMs);
            }

            _emitter.Mode = _mode.Mode;
            if (_mode.Started == OperatingMode.Drill || _mode.Started == OperatingMode.Maintenance)
            {
                string data = _mode.IsSosExercised ? EventData.SosExercised : null;
                _emitter.Emit(_mode.Started == OperatingMode.Drill ? EventKind.DrillStarted : EventKind.MaintenanceStarted, data, nowMs);
            }
        }

        // An AED that is still away when a drill or maintenance is over was forgotten: that must fail towards alerting (SPEC §8).
        private void ReportMissingAfterMode(long nowMs)
        {
            bool isOver = _mode.Mode == OperatingMode.Normal
                && (_mode.Ended == OperatingMode.Drill || _mode.Ended == OperatingMode.Maintenance);
            if (isOver && _senses.Aed.Presence == Presence.Absent && !_senses.Aed.PresenceContact.Changed)
            {
                _emergencies.Miss();
                _emitter.Emit(EventKind.AedMissing, null, nowMs);
            }
        }

        private void NoteClockAndLink(InputImage inputs, long nowMs)
        {
            if (inputs.UnixMs >= 0 && !_isClockKnown)
            {
                _emitter.Emit(EventKind.ClockSynced, null, nowMs);
            }

            _isClockKnown = inputs.UnixMs >= 0;
            if (inputs.IsOnline && !_wasOnline)
            {
                // The first link of a boot is no news: boot.started says it.
                if (_hasBeenOnline)
                {
                    _emitter.Emit(EventKind.LinkRestored, null, nowMs);
                }

                _hasBeenOnline = true;
            }

            _wasOnline = inputs.IsOnline;
        }

        private void TakeNotices(long nowMs)
        {
            while (_exchange.Notices.TryTake(out Notice notice))
            {
                _emitter.Emit(notice.Kind, notice.Data, nowMs);
                _state.IsStorageFault = notice.Kind == EventKind.StorageFault
                    || (_state.IsStorageFault && notice.Kind != EventKind.StorageOk);
            }
        }

        private void TakeRequests(InputImage inputs, long nowMs)
        {
            while (_exchange.Requests.TryTake(out CabinetRequest request, out long durationMs))
            {
                switch (request)
                {
                    case CabinetRequest.Locate:
                        _alarm.LocateStarted(nowMs, durationMs);
                        break;
                    case CabinetRequest.Silence:
                        _alarm.Silence(nowMs, durationMs);
                        break;
                    case CabinetRequest.StartDrill:
                    case CabinetRequest.StartSosDrill:
                        _mode.TryStart(OperatingMode.Drill, durationMs, request == CabinetRequest.StartSosDrill, nowMs);
                        ReportMode(nowMs);
                        break;
                    case CabinetRequest.EndDrill:
                        _mode.TryEnd(OperatingMode.Drill);
                        ReportMode(nowMs);
                        break;
                    case CabinetRequest.StartMaintenance:
                        _mode.TryStart(OperatingMode.Maintenance, durationMs, false, nowMs);
                        ReportMode(nowMs);
                        break;
                    case CabinetRequest.EndMaintenance:
                        _mode.TryEnd(OperatingMode.Maintenance);
                        ReportMode(nowMs);
                        break;
                    case CabinetRequest.Acknowledge:
                        _emergencies.Acknowledge((int)durationMs);
                        if (!_emergencies.IsSosOpen)
                        {
                            _alarm.SosEnded();
                        }

                        break;
                    case CabinetRequest.Inspect:
                        _emergencies.Inspect(_senses.Aed.Presence == Presence.Absent, nowMs);
                        _inspections.Inspect(inputs.UnixMs);
                        _senses.Temperature.ForgetExposure(nowMs);
                        _alarm.SosEnded();
                        _emitter.Emit(EventKind.InspectionDone, null, nowMs);
                        break;
                    case CabinetRequest.SelfTest:
                        _selfTest.Ask(true, _state, nowMs);
                        break;
                    case CabinetRequest.Unlock:
                        _lock.Unlock(durationMs, nowMs);
                        break;
                    default:
                        _learning.Start(_ownLights, nowMs);
                        break;
                }
            }
        }

        private void TakeServiceButton(long nowMs)
        {
            if (_senses.Service.ShortPress)
            {
                _alarm.Silence(nowMs, 0);
                _exchange.Survey.Ask();
            }

            if (_senses.Service.LongPress)
            {
                _selfTest.Ask(false, _state, nowMs);
            }
        }
    }
}
