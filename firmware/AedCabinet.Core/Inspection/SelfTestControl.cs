using AedCabinet.Climate;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Inspection
{
    /// <summary>
    /// A self-test from the asking to its event (SPEC §4, §14): refused while an alarm is under way, ended at once by an
    /// emergency, which always goes first; otherwise the outputs are walked through and the senses judged.
    /// </summary>
    public sealed class SelfTestControl
    {
        private readonly CabinetConfiguration _configuration;
        private readonly ScanExchange _exchange;
        private readonly EventEmitter _emitter;
        private readonly SelfTestWalk _walk;
        private bool _isOutcomeOwed;

        /// <summary>Initializes a new instance of the <see cref="SelfTestControl"/> class.</summary>
        /// <param name="configuration">What is fitted.</param>
        /// <param name="exchange">Receives the lines and the outcome.</param>
        /// <param name="emitter">Receives the event.</param>
        public SelfTestControl(CabinetConfiguration configuration, ScanExchange exchange, EventEmitter emitter)
        {
            _configuration = configuration;
            _exchange = exchange;
            _emitter = emitter;
            _walk = new SelfTestWalk(configuration.Pins, exchange.SelfTest);
        }

        /// <summary>Gets a value indicating whether one is under way.</summary>
        public bool IsRunning => _walk.IsRunning;

        /// <summary>A self-test is asked for. A request during a running test gets that test's outcome.</summary>
        /// <param name="isCommand">Whether a command waits for the outcome.</param>
        /// <param name="state">The state after the scan before.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Ask(bool isCommand, CabinetState state, long nowMs)
        {
            if (IsRunning)
            {
                _isOutcomeOwed = _isOutcomeOwed || isCommand;
                return;
            }

            _exchange.SelfTest.Begin();
            if (IsAlarm(state))
            {
                _exchange.SelfTest.End("self-test: refused, an alarm is under way; ask again when it is over");
                if (isCommand)
                {
                    _exchange.Outcomes.Add(CabinetRequest.SelfTest, "refused: an alarm is under way; ask again when it is over");
                }

                return;
            }

            _isOutcomeOwed = isCommand;
            _walk.Begin(nowMs);
        }

        /// <summary>Goes on, after everything else of the scan has driven the outputs.</summary>
        /// <param name="senses">The senses: an emergency of this scan ends the test in it.</param>
        /// <param name="state">The state of this scan.</param>
        /// <param name="forcedOff">What keeps the heater off.</param>
        /// <param name="isOnline">Whether the link is up.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="outputs">The image to write.</param>
        public void Step(SensorJudgement senses, CabinetState state, HeaterForcedOff forcedOff, bool isOnline, long nowMs,
            OutputImage outputs)
        {
            if (!IsRunning)
            {
                return;
            }

            if (IsEmergency(senses))
            {
                _walk.End();
                Finish("interrupted", "ended: an emergency went first", "self-test: ended, an emergency goes first", nowMs);
                return;
            }

            _walk.Step(forcedOff, state, nowMs, outputs);
            if (!IsRunning)
            {
                SelfTest.Tell(_exchange.SelfTest, state, _configuration, isOnline);
                string failures = SelfTest.FailuresOf(state, isOnline);
                bool hasPassed = failures.Length == 0;
                Finish(hasPassed ? null : failures, hasPassed ? null : "failed: " + failures,
                    hasPassed ? "self-test: passed" : "self-test: FAILED, " + failures, nowMs);
            }
        }

        // A door opened for maintenance is no emergency although the beacon flashes; an emergency from before still is one.
        private bool IsAlarm(CabinetState state) =>
            _exchange.Alarm.IsSounding && (state.Mode != OperatingMode.Maintenance || state.IsRemovalOpen || state.IsSosOpen);

        private static bool IsEmergency(SensorJudgement senses) =>
            (senses.Aed.Door.Changed && senses.Aed.Door.Value)
            || (senses.Kit.Door.Changed && senses.Kit.Door.Value)
            || OpenEmergencies.WasRemoved(senses.Aed)
            || senses.Sos.Pressed;

        private void Finish(string failures, string failure, string line, long nowMs)
        {
            _exchange.SelfTest.End(line);
            _emitter.Emit(failures == null ? EventKind.SelfTestPassed : EventKind.SelfTestFailed,
                failures == null ? null : EventData.SelfTestFailed(failures), nowMs);
            if (_isOutcomeOwed)
            {
                _isOutcomeOwed = false;
                _exchange.Outcomes.Add(CabinetRequest.SelfTest, failure);
            }
        }
    }
}
