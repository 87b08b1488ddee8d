using AedCabinet.Alarms;
using AedCabinet.Flash;
using AedCabinet.Platform;
using AedCabinet.Supervision;

namespace AedCabinet.Link
{
    /// <summary>
    /// What is done when no broker is reached for long (SPEC §12): the network is restarted after 5 min, the board after
    /// 30 min, then 2 h, 6 h and daily while the outage lasts; never the board while an alarm sounds. How often the board was
    /// restarted in this outage is kept on flash; how long it lasts is counted from this boot, which needs no clock.
    /// </summary>
    public sealed partial class LinkEscalation
    {
        /// <summary>The name on flash of the number of restarts in this outage.</summary>
        public const string CountName = "outage";

        // A count that can't be read means the longest pause: a count that is too low would restart the board too often.
        private const int UnknownCount = 3;

        private readonly INetwork _network;
        private readonly AlarmWatch _alarm;
        private readonly RestartDesk _restarts;
        private readonly TwoSlotNumber _stored;
        private readonly ILog _log;
        private bool _hasRead;
        private long _storedCount;
        private long _count;
        private bool _isInOutage;
        private long _outageSinceMs;
        private bool _isNetworkRestarted;

        /// <summary>Initializes a new instance of the <see cref="LinkEscalation"/> class.</summary>
        /// <param name="network">The board's network.</param>
        /// <param name="alarm">Tells whether an alarm sounds.</param>
        /// <param name="restarts">Where a restart of the board is asked for.</param>
        /// <param name="flash">The flash; the link's thread alone writes the count.</param>
        /// <param name="log">The serial log.</param>
        public LinkEscalation(INetwork network, AlarmWatch alarm, RestartDesk restarts, IStorage flash, ILog log)
        {
            _network = network;
            _alarm = alarm;
            _restarts = restarts;
            _stored = new TwoSlotNumber(flash, CountName);
            _log = log;
        }

        /// <summary>How long this boot may last without a broker before it is ended.</summary>
        /// <param name="restarts">How often the board was restarted in this outage already, 0 or more.</param>
        /// <returns>Milliseconds.</returns>
        public static int BoardRestartAfterMs(long restarts) =>
            restarts <= 0 ? LinkTimeouts.FirstBoardRestartMs
            : restarts == 1 ? LinkTimeouts.SecondBoardRestartMs
            : restarts == 2 ? LinkTimeouts.ThirdBoardRestartMs
            : LinkTimeouts.DailyBoardRestartMs;

        /// <summary>Does what is due.</summary>
        /// <param name="isOnline">Whether the broker is reached.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Step(bool isOnline, long nowMs)
        {
            if (!_hasRead)
            {
                _storedCount = _stored.Read();
                _count = _stored.IsUnread ? UnknownCount : _storedCount;
                BeginOutage(nowMs);
                _hasRead = true;
            }

            if (isOnline)
            {
                EndOutage();
                return;
            }

            if (!_isInOutage)
            {
                BeginOutage(nowMs);
            }

            if (!_isNetworkRestarted && nowMs - _outageSinceMs >= LinkTimeouts.NetworkRestartMs)
            {
                _isNetworkRestarted = true;
                _log.Warning("link: no broker for " + Minutes(LinkTimeouts.NetworkRestartMs) + "; restarting the network");
                _network.Restart();
            }

            int restartAfterMs = BoardRestartAfterMs(_count);
            if (nowMs - _outageSinceMs >= restartAfterMs && !_restarts.IsAsked && !_alarm.IsSounding)
            {
                RestartBoard(restartAfterMs);
            }
        }

        private void BeginOutage(long nowMs)
        {
            _isInOutage = true;
            _isNetworkRestarted = false;
            _outageSinceMs = nowMs;
        }

        private void EndOutage()
        {
            if (!_isInOutage)
            {
                return;
            }

            _isInOutage = false;
            _count = 0;
            Store();
        }

        private void RestartBoard(int afterMs)
        {
            // Counted before the restart is asked for: a count too high only waits longer, a count too low restarts too often.
            _count++;
            Store();
            string reason = "no broker for " + Minutes(afterMs);
            _log.Warning("link: " + reason + "; restarting the board");
            _restarts.Ask(reason);
        }

        private void Store()
        {
            if (_count == _storedCount)
            {
                return;
            }

            if (_stored.TryWrite(_count))
            {
                _storedCount = _count;
            }
            else
            {
                _log.Error("link: the number of restarts can't be written to flash; the next pause before a restart may be a wrong one");
            }
        }

        private static string Minutes(int ms) => (ms / 60000).ToString() + " min";
    }
}
