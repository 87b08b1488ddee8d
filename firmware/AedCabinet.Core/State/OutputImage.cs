namespace AedCabinet.State
{
    /// <summary>
    /// What the cabinet's outputs should be at the end of one scan: the PLC's output image.
    /// <c>Cabinet.Step</c> writes every member in every scan; the outermost layer drives the pins.
    /// </summary>
    public sealed partial class OutputImage
    {
        /// <summary>The sounder is driven.</summary>
        public bool Sounder;

        /// <summary>The gate is held shut through which the door contact sounds by itself when the firmware doesn't (SPEC §9).</summary>
        public bool SounderInhibit;

        /// <summary>The beacon is lit.</summary>
        public bool Beacon;

        /// <summary>The green lamp is lit.</summary>
        public bool LampGreen;

        /// <summary>The amber lamp is lit.</summary>
        public bool LampAmber;

        /// <summary>The red lamp is lit.</summary>
        public bool LampRed;

        /// <summary>The heater is on.</summary>
        public bool HeaterOn;

        /// <summary>The fan is on.</summary>
        public bool FanOn;

        /// <summary>The lock is released.</summary>
        public bool LockRelease;

        /// <summary>Copies every member.</summary>
        /// <param name="target">The image to overwrite.</param>
        public void CopyTo(OutputImage target)
        {
            target.Sounder = Sounder;
            target.SounderInhibit = SounderInhibit;
            target.Beacon = Beacon;
            target.LampGreen = LampGreen;
            target.LampAmber = LampAmber;
            target.LampRed = LampRed;
            target.HeaterOn = HeaterOn;
            target.FanOn = FanOn;
            target.LockRelease = LockRelease;
        }

        /// <summary>
        /// Changes the picture into one that may stand still for seconds while a TLS handshake freezes every thread (SPEC §3): what
        /// alarms is steadily on, what heats or moves is off, the lock is released. Lamps and gate stay as they are.
        /// </summary>
        /// <param name="isRescueSounding">Whether the rescue alarm sounds.</param>
        /// <param name="isBeaconFlashing">Whether the beacon flashes.</param>
        public void SetSafeToFreeze(bool isRescueSounding, bool isBeaconFlashing)
        {
            Sounder = isRescueSounding;
            Beacon = isBeaconFlashing;
            HeaterOn = false;
            FanOn = false;
            LockRelease = true;
        }
    }
}
