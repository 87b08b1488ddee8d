namespace AedCabinet
{
    /// <summary>
    /// The link's time-outs in one place; <c>firmware/TIMEOUTS.md</c> says why each is smaller than the next.
    /// </summary>
    public static class LinkTimeouts
    {
        /// <summary>An emergency shortens the wait for the next attempt to a random part of this, in milliseconds (SPEC §12).</summary>
        public const int EmergencyAttemptMs = 5000;

        /// <summary>The broker must accept the subscription within this, in milliseconds.</summary>
        public const int SubscribeMs = 30000;

        /// <summary>The oldest unacknowledged message may wait this long, in milliseconds, before the connection is given up (SPEC §12).</summary>
        public const int AcknowledgeMs = 30000;

        /// <summary>A connection that has lasted this long, in milliseconds, makes the next pause short again.</summary>
        public const int StableMs = 60000;

        /// <summary>A stop on purpose waits this long, in milliseconds, for the broker to acknowledge the farewell.</summary>
        public const int FarewellMs = 2000;

        /// <summary>The state is sent at most this often, in milliseconds (SPEC §13).</summary>
        public const int StateMinIntervalMs = 1000;

        /// <summary>Telemetry is sent this often, in milliseconds (SPEC §13).</summary>
        public const int TelemetryIntervalMs = 900000;

        /// <summary>The state is sent at least this often, in milliseconds (SPEC §13).</summary>
        public const int StateMaxIntervalMs = 3600000;
    }
}
