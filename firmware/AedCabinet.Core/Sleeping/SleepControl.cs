using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Sleeping
{
    /// <summary>
    /// Brings together what a battery kit's <see cref="SleepWatch"/> has to know. Stepped by the control thread, after the scan.
    /// </summary>
    public sealed class SleepControl
    {
        /// <summary>How often it looks, in milliseconds: sleep is no matter of milliseconds, and a look copies the state.</summary>
        public const int PeriodMs = 1000;

        private readonly SleepWatch _watch;
        private readonly SleepRecord _record;
        private readonly ScanExchange _exchange;
        private readonly IEventSource _events;
        private readonly RegistryLink _link;
        private readonly SettingsTrial _trial;
        private readonly CabinetState _state = new CabinetState();
        private int _lastSeq;
        private bool _wasDoorOpen;
        private long _lookedAtMs = -PeriodMs;

        /// <summary>Initializes a new instance of the <see cref="SleepControl"/> class.</summary>
        /// <param name="settings">How long to sleep and to listen.</param>
        /// <param name="storage">Where the failed reports are counted.</param>
        /// <param name="exchange">What the scan leaves for others.</param>
        /// <param name="events">The events that the broker has not acknowledged.</param>
        /// <param name="link">The link.</param>
        /// <param name="trial">The trial of new settings, which must not be slept through.</param>
        public SleepControl(PowerSettings settings, IStorage storage, ScanExchange exchange, IEventSource events, RegistryLink link,
            SettingsTrial trial)
        {
            _record = new SleepRecord(storage);
            _watch = new SleepWatch(settings, _record.Failures);
            _exchange = exchange;
            _events = events;
            _link = link;
            _trial = trial;
        }

        /// <summary>Gets the sleep that is due, or <c>null</c>.</summary>
        public SleepPlan Due { get; private set; }

        /// <summary>Whether a cabinet of these settings sleeps at all.</summary>
        /// <param name="configuration">The settings.</param>
        /// <returns><c>true</c> for a battery kit that knows whom to report to; not in safe mode, where somebody should look after
        /// it.</returns>
        public static bool IsFor(CabinetConfiguration configuration) =>
            configuration.Power.DeepSleep && configuration.IsCommissioned && !configuration.IsSafeMode;

        /// <summary>Looks whether it is time to sleep.</summary>
        /// <param name="isSosDown">Whether the SOS button's contact is closed.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when it is; once is enough.</returns>
        public bool Step(bool isSosDown, long nowMs)
        {
            if (nowMs - _lookedAtMs < PeriodMs)
            {
                return false;
            }

            _lookedAtMs = nowMs;
            _exchange.States.Read(_state);
            bool isDisturbed = _state.LastSeq != _lastSeq
                || _state.IsKitDoorOpen != _wasDoorOpen
                || _state.Mode != OperatingMode.Normal
                || _exchange.Alarm.IsSounding
                || _exchange.SelfTest.IsUnderWay
                || _exchange.Restarts.IsAsked
                || _trial.IsUnderWay;
            _lastSeq = _state.LastSeq;
            _wasDoorOpen = _state.IsKitDoorOpen;
            _watch.IsForgetful = (_state.Reasons & (1 << (int)ReadinessReason.StorageFault)) != 0;
            bool isOnline = _link.State == LinkState.Online;
            bool isDelivered = _events.Count == 0 && !_link.AwaitsBroker;
            if (!_watch.Step(isDisturbed, isOnline, isDelivered, _events.HasWaiting(Severity.Emergency), nowMs))
            {
                return false;
            }

            // A count that flash refuses only makes the next retry come sooner.
            _record.TryKeep(_watch.Failures);
            Due = new SleepPlan(_watch.LengthMs, _state.IsKitDoorOpen, isSosDown);
            return true;
        }

        /// <summary>
        /// Looks whether something happened while the link said goodbye: a door that is opened and shut again in those seconds would
        /// wake nobody. Then there is no sleep, and the board starts anew to tell it.
        /// </summary>
        public void LookAgain()
        {
            _exchange.States.Read(_state);
            if (_state.LastSeq != _lastSeq)
            {
                Due = null;
            }
        }
    }
}
