namespace AedCabinet.Settings
{
    /// <summary>Where and how to reach the MQTT broker (SPEC §12).</summary>
    public sealed class BrokerSettings
    {
        /// <summary>Gets or sets the broker's host name or address; empty when the cabinet reports to nobody.</summary>
        public string Host { get; set; } = string.Empty;

        /// <summary>Gets or sets the TCP port, 1 to 65535: 8883 with TLS, 1883 without.</summary>
        public int Port { get; set; } = 8883;

        /// <summary>Gets or sets a value indicating whether the connection is encrypted.</summary>
        public bool Tls { get; set; } = true;

        /// <summary>
        /// Gets or sets the name of the file with the site's CA certificate (PEM), beside the configuration; empty for the one deployed
        /// with the network settings.
        /// </summary>
        public string CaFile { get; set; } = string.Empty;

        /// <summary>Gets or sets the user name; empty for none.</summary>
        public string User { get; set; } = string.Empty;

        /// <summary>Gets or sets the password; empty for none. Never logged, never sent but to the broker.</summary>
        public string Password { get; set; } = string.Empty;

        /// <summary>Gets or sets the keep-alive period in seconds, 10 to 3600.</summary>
        public int KeepAliveSeconds { get; set; } = 60;

        /// <summary>
        /// Gets or sets how long the first attempt after a boot or after a loss may wait at most, in seconds, 0 to 600: a random
        /// part of it, so that neither a region whose mains return nor a broker that restarts makes a stampede. The pauses
        /// between attempts begin with it too, unless an emergency waits.
        /// </summary>
        public int FirstAttemptSeconds { get; set; } = 60;

        /// <summary>Gets or sets the longest pause between attempts, in seconds, 1 to 3600.</summary>
        public int MaxRetrySeconds { get; set; } = 300;

        /// <summary>
        /// Gets or sets the QoS with which the cabinet subscribes to its commands, 0 or 1 (SPEC §13): 0 where the broker is a
        /// cluster that keeps a consumer for each subscription with QoS 1. Whoever commands repeats a command until its reply.
        /// </summary>
        public int CommandQos { get; set; } = 1;
    }
}
