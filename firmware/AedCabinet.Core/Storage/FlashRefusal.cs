using AedCabinet.Platform;

namespace AedCabinet.Storage
{
    /// <summary>
    /// Whether flash refuses to store the outbox's events, and when to try again. The log is told when it begins and ends.
    /// </summary>
    public sealed class FlashRefusal
    {
        private readonly ILog _log;

        /// <summary>Initializes a new instance of the <see cref="FlashRefusal"/> class: flash stores.</summary>
        /// <param name="log">Told when flash begins to refuse, not every time it does.</param>
        public FlashRefusal(ILog log)
        {
            _log = log;
        }

        /// <summary>Gets a value indicating whether flash refused something at the latest attempt.</summary>
        public bool IsOn { get; private set; }

        /// <summary>Gets when to try again, in monotonic milliseconds; only while <see cref="IsOn"/>.</summary>
        public long RetryAtMs { get; private set; }

        /// <summary>Whether an attempt may be made.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>false</c> when flash refused less than <see cref="Outbox.RetryMs"/> ago.</returns>
        public bool MayTry(long nowMs) => !IsOn || nowMs >= RetryAtMs;

        /// <summary>An attempt was made.</summary>
        /// <param name="isRefused">Whether flash refused any of it.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void NoteAttempt(bool isRefused, long nowMs)
        {
            if (isRefused && !IsOn)
            {
                _log.Error("outbox: flash refuses to store; events are kept in memory and sent from there, trying again every "
                    + (Outbox.RetryMs / 1000).ToString() + " s");
            }
            else if (!isRefused && IsOn)
            {
                _log.Info("outbox: flash stores again");
            }

            IsOn = isRefused;
            RetryAtMs = nowMs + Outbox.RetryMs;
        }
    }
}
