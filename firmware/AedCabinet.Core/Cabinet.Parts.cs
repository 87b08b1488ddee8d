using System;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Judgement;
using AedCabinet.State;
using AedCabinet.Timing;

namespace AedCabinet
{
    /// <content>The parts of a scan, in their order.</content>
    public sealed partial class Cabinet
    {
        // The parts of a scan in their order; 3 to 9 are the senses. One that throws is left out, the others go on.
        private const string PartNames =
            "scan, commands, indicator, doors, case, service, probe, indicator, mains, battery, events, care, heater, fan, self-test, "
                + "state, alarm, lamps, link, indicator, memory, state";

        // Parts of the first scan only; they run before the others.
        private const int BeginPart = -2;
        private const int RestorePart = -1;
        private const int HeldPart = 0;
        private const int RequestsPart = 1;
        private const int LearningPart = 2;
        private const int EventsPart = 10;
        private const int InspectionPart = 11;
        private const int ClimatePart = 12;
        private const int FanPart = 13;
        private const int ServicePart = 14;
        private const int PicturePart = 15;
        private const int AlarmPart = 16;
        private const int OutputsPart = 17;
        private const int HandshakePart = 18;
        private const int LightsPart = 19;
        private const int MemoryPart = 20;
        private const int TellPart = 21;
        private const int Parts = 22;
        private const int EssentialParts =
            (1 << BeginPart) | (1 << RestorePart) | (1 << TellPart) | (1 << RequestsPart) | (1 << SensorJudgement.Contacts)
                | (1 << EventsPart) | (1 << PicturePart) | (1 << AlarmPart) | (1 << MemoryPart);

        // An optional part can't end the scan by throwing (SPEC §3). One without which there is no alarm ends it and restarts the board,
        // which may mend it; in safe mode, where it has not, the others go on.
        private bool MayLeaveOut(int part, Exception exception) =>
            !(exception is OutOfMemoryException) && (_configuration.IsSafeMode || (EssentialParts & (1 << part)) == 0);

        // The last part says whether there is something new to report.
        private bool Judge(int part, InputImage inputs, long nowMs, OutputImage outputs)
        {
            switch (part)
            {
                case BeginPart:
                    _emitter.Emit(EventKind.BootStarted, EventData.BootStarted(_exchange.StartData), nowMs);
                    break;
                case RestorePart:
                    Restore(inputs, nowMs);
                    break;
                case HeldPart:
                    if (_heldUntilMs > _nowMs)
                    {
                        Hold(_heldUntilMs);
                    }

                    break;
                case RequestsPart:
                    _mode.Update(nowMs);
                    ReportMode(nowMs);
                    NoteClockAndLink(inputs, nowMs);
                    TakeNotices(nowMs);
                    TakeRequests(inputs, nowMs);
                    break;
                case LearningPart:
                    _learning.Observe(inputs, nowMs);
                    break;
                case EventsPart:
                    _emergencies.Update(_senses, _mode.Mode, _mode.IsSosExercised, nowMs);
                    _reporter.Report(_mode.IsSosExercised, nowMs);
                    ReportMissingAfterMode(nowMs);
                    break;
                case InspectionPart:
                    _climate.NoteDay(LocalTime.DayOf(inputs.UnixMs, _configuration.Clock.UtcOffsetMinutes));
                    _inspections.Update(inputs.UnixMs, _emitter, nowMs);
                    break;
                case ClimatePart:
                    _climate.Update(_senses, nowMs);
                    outputs.HeaterOn = _climate.IsHeaterOn;
                    break;
                case FanPart:
                    _climate.Watch(_senses, _emitter, LocalTime.IsNight(inputs.UnixMs, _configuration.Clock.UtcOffsetMinutes), nowMs);
                    outputs.FanOn = _climate.IsFanOn;
                    break;
                case ServicePart:
                    if (_learning.Report(_emitter, nowMs, out string learnFailure))
                    {
                        _exchange.Outcomes.Add(CabinetRequest.LearnIndicator, learnFailure);
                    }

                    TakeServiceButton(nowMs);
                    break;
                case PicturePart:
                    _picture.Take(_state, inputs, nowMs);
                    _state.Reasons |= (_senses.HasFailed(InspectionPart) ? 1 << (int)ReadinessReason.InspectionDue : 0)
                        | (_senses.HasFailed(ClimatePart) ? 1 << (int)ReadinessReason.HeaterFault : 0);
                    break;
                case AlarmPart:
                    Alarm(inputs, nowMs, outputs);
                    break;
                case OutputsPart:
                    DriveOthers(inputs, nowMs, outputs);
                    break;
                case HandshakePart:
                    GateHandshake(inputs, nowMs, outputs);
                    break;
                case LightsPart:
                    NoteOwnLights(outputs, nowMs);
                    break;
                case MemoryPart:
                    PostMemoryIfChanged();
                    break;
                case TellPart:
                    // Every event changes the state too, by its number. A cabinet whose state picture fails is not ready.
                    _state.LastSeq = _emitter.LastSeq;
                    _state.Reasons |= _senses.HasFailed(PicturePart) ? 1 << (int)ReadinessReason.TemperatureUnknown : 0;
                    return _exchange.States.PostIfWorthTelling(_state);
                default:
                    _senses.Update(part, inputs, nowMs);
                    break;
            }

            return false;
        }
    }
}
