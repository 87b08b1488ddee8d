using AedCabinet.Inputs;
using AedCabinet.Judgement;
using AedCabinet.State;
using AedCabinet.Temperature;

namespace AedCabinet
{
    /// <content>What survives a restart.</content>
    public sealed partial class Cabinet
    {
        // What the alarm needs is restored first. Memory that can't be restored is not overwritten (SPEC §12).
        private void Restore(InputImage inputs, long nowMs)
        {
            _exchange.Memories.Read(_memory);
            _memory.CopyTo(_kept);
            _senses.Restore(_memory.Standing, _exchange.WakeCause);
            _emergencies.Restore(_memory);
            ResumeAlarm(inputs, nowMs);
            _inspections.Restore(_memory);
        }

        // An open removal was told before the restart and is not told again; sounder and beacon go on.
        private void ResumeAlarm(InputImage inputs, long nowMs)
        {
            AedCompartment aed = _senses.Aed;
            bool isStillAway = aed.Presence == Presence.NotFitted
                ? aed.Door.Value && inputs.AedDoorContactOpen
                : aed.Presence == Presence.Absent && !inputs.AedPresenceContactClosed;
            if (_emergencies.IsRemovalOpen && isStillAway)
            {
                _alarm.RemovalStarted(nowMs);
            }
        }

        private void PostMemoryIfChanged()
        {
            if (_senses.HasFailed(RestorePart))
            {
                return;
            }

            // After the events of this scan: a memory must never reach flash before the event it comes from.
            _emergencies.Remember(_memory);
            _inspections.Remember(_memory);
            _memory.Standing |= (_senses.Temperature.ExposureSteps << TemperatureWatch.ExposureShift) | _senses.Unjudged(_kept.Standing);
            if (!_memory.IsSameAs(_kept))
            {
                _memory.CopyTo(_kept);
                _exchange.Memories.Post(_memory);
            }
        }
    }
}
