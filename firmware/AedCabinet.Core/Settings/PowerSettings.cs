namespace AedCabinet.Settings
{
    /// <summary>How mains and battery are judged (SPEC §4, §6). The voltages are a 12 V lead battery's.</summary>
    public sealed class PowerSettings
    {
        /// <summary>
        /// Gets or sets a value indicating whether an opto-coupler sees the mains; without one the cabinet is taken to run on them.
        /// </summary>
        public bool MainsFitted { get; set; } = true;

        /// <summary>Gets or sets how long the mains must be gone before they are lost, in milliseconds, 0 to 60000.</summary>
        public int MainsLostMs { get; set; } = 2000;

        /// <summary>Gets or sets how long the mains must be there before they are back, in milliseconds, 0 to 60000.</summary>
        public int MainsBackMs { get; set; } = 5000;

        /// <summary>Gets or sets how long the cabinet counts as ready on its battery, in minutes, 1 to 2880.</summary>
        public int ReadyOnBatteryMinutes { get; set; } = 240;

        /// <summary>Gets or sets a value indicating whether the battery's voltage is measured.</summary>
        public bool BatteryFitted { get; set; }

        /// <summary>
        /// Gets or sets what the battery's voltage is when the converter reads full scale, in millivolts, 1000 to 60000: 3300 mV times the
        /// divider's ratio, 5 on the reference circuit.
        /// </summary>
        public int BatteryFullScaleMv { get; set; } = 16500;

        /// <summary>Gets or sets the voltage below which the battery is low, in millivolts, 1000 to 60000.</summary>
        public int BatteryLowMv { get; set; } = 11500;

        /// <summary>
        /// Gets or sets the voltage below which the battery is critical, in millivolts, 1000 to 60000, below <see cref="BatteryLowMv"/>.
        /// </summary>
        public int BatteryCriticalMv { get; set; } = 10800;

        /// <summary>Gets or sets how far above a threshold the battery must be to have recovered, in millivolts, 10 to 5000.</summary>
        public int BatteryHysteresisMv { get; set; } = 300;

        /// <summary>Gets or sets how long the voltage must be beyond a threshold, in seconds, 1 to 3600.</summary>
        public int BatterySeconds { get; set; } = 60;

        /// <summary>
        /// Gets or sets a value indicating whether the board sleeps between two reports (SPEC §16): only a kit without mains does.
        /// </summary>
        public bool DeepSleep { get; set; }

        /// <summary>Gets or sets after how many hours a sleeping board wakes to report, 1 to 24; SPEC §16: 6.</summary>
        public int WakeHours { get; set; } = 6;

        /// <summary>
        /// Gets or sets how many seconds a board that is about to sleep listens for commands, 5 to 600: long enough for a registry that
        /// waits for its report.
        /// </summary>
        public int ListenSeconds { get; set; } = 20;
    }
}
