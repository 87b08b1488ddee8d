namespace AedCabinet.State
{
    /// <content>What only a desktop asks; no board carries it (SPEC §3).</content>
    public sealed partial class OutputImage
    {
        /// <summary>
        /// The picture that is safe when nobody is judging any more (an unhandled exception, SPEC §3): everything quiet, dark and
        /// off, the lock released, and the gate left to the wiring so that an opened door still sounds.
        /// </summary>
        public void SetFailSafe()
        {
            Sounder = false;
            SounderInhibit = false;
            Beacon = false;
            LampGreen = false;
            LampAmber = false;
            LampRed = false;
            HeaterOn = false;
            FanOn = false;
            LockRelease = true;
        }
    }
}
