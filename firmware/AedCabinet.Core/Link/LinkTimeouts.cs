namespace AedCabinet.Link
{
    /// <summary>
    /// The link's time-outs in one place; <c>firmware/TIMEOUTS.md</c> says why each is smaller than the next.
    /// </summary>
    public static class LinkTimeouts
    {
        /// <summary>
        /// With TLS the first attempts of a boot wait this long, in milliseconds, for the time of day, and then try without it.
        /// </summary>
        public const int ClockMs = 30000;

        /// <summary>An emergency shortens the wait for the next attempt to a random part of this, in milliseconds (SPEC §12).</summary>
        public const int EmergencyAttemptMs = 5000;

        /// <summary>The broker must accept the subscription within this, in milliseconds.</summary>
        public const int SubscribeMs = 30000;

        /// <summary>
        /// The oldest unacknowledged message may wait this long, in milliseconds, before the connection is given up (SPEC §12).
        /// </summary>
        public const int AcknowledgeMs = 30000;

        /// <summary>A connection that has lasted this long, in milliseconds, makes the next pause short again.</summary>
        public const int StableMs = 60000;

        /// <summary>A stop on purpose waits this long, in milliseconds, for the broker to acknowledge the farewell.</summary>
        public const int FarewellMs = 2000;

        /// <summary>The state is sent at most this often, in milliseconds (SPEC §13).</summary>
        public const int StateMinIntervalMs = 1000;

        /// <summary>After this long without a broker, in milliseconds, the network is restarted (SPEC §12).</summary>
        public const int NetworkRestartMs = 300000;

        /// <summary>After this long without a broker, in milliseconds, the board is restarted for the first time (SPEC §12).</summary>
        public const int FirstBoardRestartMs = 1800000;

        /// <summary>
        /// After this long of a boot within the same outage, in milliseconds, the board is restarted for the second time.
        /// </summary>
        public const int SecondBoardRestartMs = 7200000;

        /// <summary>After this long of a boot within the same outage, in milliseconds, the board is restarted for the third time.</summary>
        public const int ThirdBoardRestartMs = 21600000;

        /// <summary>
        /// After this long of a boot within the same outage, in milliseconds, the board is restarted again, for as long as the outage
        /// lasts.
        /// </summary>
        public const int DailyBoardRestartMs = 86400000;

        /// <summary>Telemetry is sent this often, in milliseconds (SPEC §13).</summary>
        public const int TelemetryIntervalMs = 900000;

        /// <summary>The state is sent at least this often, in milliseconds (SPEC §13).</summary>
        public const int StateMaxIntervalMs = 3600000;
    }
}
