namespace AedCabinet
{
    /// <summary>
    /// What the cabinet's outputs should be at the end of one scan: the PLC's output image.
    /// <see cref="Cabinet.Step"/> writes every member in every scan; the outermost layer drives the pins.
    /// </summary>
    public sealed class OutputImage
    {
        /// <summary>The sounder is driven.</summary>
        public bool Sounder;

        /// <summary>The beacon is lit.</summary>
        public bool Beacon;

        /// <summary>
        /// The picture that is safe when nobody is judging any more (an unhandled exception, SPEC §3): everything quiet and off.
        /// </summary>
        public void SetFailSafe()
        {
            Sounder = false;
            Beacon = false;
        }
    }
}
