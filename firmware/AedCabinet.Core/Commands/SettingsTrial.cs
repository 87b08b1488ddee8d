using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Parsing;
using AedCabinet.Supervision;

namespace AedCabinet.Commands
{
    /// <summary>
    /// Settings changed from afar must bring a command signed with the cabinet's key within <see cref="TrialMs"/> of a boot, or they are
    /// taken back by themselves (SPEC §14): a wrong broker must not cut a cabinet off for ever, and a link to any broker proves nothing.
    /// The link's thread only.
    /// </summary>
    public sealed partial class SettingsTrial
    {
        /// <summary>How long new settings have to bring a signed command, in milliseconds (SPEC §14).</summary>
        public const int TrialMs = 600000;

        /// <summary>After flash refused to note what became of a trial, the next attempt waits this long, in milliseconds.</summary>
        public const int RetryMs = 5000;

        private readonly RemoteSettings _settings;
        private readonly NoticeQueue _notices;
        private readonly RestartDesk _restarts;
        private readonly bool _isSafeMode;

        private long _retryFromMs;
        private bool _isProven;
        private bool _isApplied;
        private bool _isReverted;
        private bool _hasEnded;

        /// <summary>Initializes a new instance of the <see cref="SettingsTrial"/> class.</summary>
        /// <param name="settings">The settings.</param>
        /// <param name="notices">Told what became of them.</param>
        /// <param name="restarts">Asked for the restart that takes them back.</param>
        /// <param name="isSafeMode">Whether the boots before died early: no time to try settings.</param>
        public SettingsTrial(RemoteSettings settings, NoticeQueue notices, RestartDesk restarts, bool isSafeMode)
        {
            _settings = settings;
            _notices = notices;
            _restarts = restarts;
            _isSafeMode = isSafeMode;
        }

        /// <summary>
        /// Gets a value indicating whether new settings have still to prove themselves, or which there are can't be read. May be asked from
        /// any thread.
        /// </summary>
        public bool IsUnderWay => _settings.IsDoubtful || (!_hasEnded && _settings.IsOnTrial);

        /// <summary>Puts new settings on trial from the next boot on.</summary>
        /// <param name="overlay">The settings, as JSON.</param>
        /// <param name="commandId">The command that brought them.</param>
        /// <returns><c>false</c> when flash refused them: then nothing has changed.</returns>
        public bool TryBegin(string overlay, string commandId)
        {
            // Settings stored now are tried after the restart, not in the rest of this boot.
            bool isStored = _settings.TryBeginTrial(overlay, commandId);
            _hasEnded = _hasEnded || isStored;
            return isStored;
        }

        /// <summary>A command was accepted: signed with the cabinet's key, in time and new. It came over the settings in use.</summary>
        /// <param name="nowMs">Monotonic time of this boot in milliseconds.</param>
        public void NoteSigned(long nowMs)
        {
            if (IsUnderWay && !_isSafeMode)
            {
                _isProven = true;
                _retryFromMs = nowMs;
                Step(true, nowMs);
            }
        }

        /// <summary>Looks whether the trial is over.</summary>
        /// <param name="isOnline">Whether the link is up.</param>
        /// <param name="nowMs">Monotonic time of this boot in milliseconds.</param>
        public void Step(bool isOnline, long nowMs)
        {
            if (_settings.IsDoubtful)
            {
                if (nowMs >= _retryFromMs)
                {
                    _retryFromMs = nowMs + RetryMs;
                    if (_settings.TryReadAgain())
                    {
                        // This boot may run with others.
                        _hasEnded = true;
                        _restarts.ToRead = RemoteSettings.FileName;
                    }
                }
            }
            else if (_hasEnded)
            {
                // Nothing is on trial any more.
            }
            else if (_settings.IsReverted)
            {
                // Told in the next boot, when the old settings have brought a link again.
                if (isOnline)
                {
                    _hasEnded = true;
                    _isReverted = true;
                    _notices.TryAdd(EventKind.ConfigReverted, EventData.OfCommand(_settings.CommandId));
                }
            }
            else if (!_settings.IsOnTrial)
            {
                _hasEnded = true;
            }
            else if (nowMs >= _retryFromMs && (_isProven || _isSafeMode || nowMs >= TrialMs))
            {
                _retryFromMs = nowMs + RetryMs;
                _hasEnded = _isProven ? _settings.TryConfirm() : _settings.TryRevert();
                if (_hasEnded && _isProven)
                {
                    _isApplied = true;
                    _notices.TryAdd(EventKind.ConfigApplied, EventData.OfCommand(_settings.CommandId));
                }
                else if (_hasEnded)
                {
                    // In safe mode too: its link uses the settings on trial.
                    _restarts.Ask("settings taken back");
                }
            }
        }

        /// <summary>The outcome of the command that brought the settings.</summary>
        /// <param name="id">The command's id.</param>
        /// <param name="outcome">What came of it.</param>
        /// <returns><c>false</c> when there is nothing new.</returns>
        public bool TryTakeOutcome(out string id, out CommandOutcome outcome)
        {
            id = _settings.CommandId;
            outcome = null;
            bool isNew = _isApplied || _isReverted;
            if (_isApplied)
            {
                outcome = CommandOutcome.Done;
            }
            else if (_isReverted)
            {
                outcome = CommandOutcome.Failed(
                    "no signed command within 10 min, or the board did not stay up; the settings were taken back");
                _settings.TryNoteTold();
            }

            _isApplied = false;
            _isReverted = false;
            return isNew;
        }
    }
}
