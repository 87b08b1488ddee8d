namespace AedCabinet
{
    /// <summary>
    /// What the cabinet senses at the start of one scan, before any judgement: the PLC's input image.
    /// Plain fields, written once a scan by the outermost layer and only read by <see cref="Cabinet"/>:
    /// on nanoCLR a property call costs as much as the judgement behind it.
    /// </summary>
    public sealed class InputImage
    {
        /// <summary>The AED compartment's door contact is open (an open circuit: a broken wire reads as an open door).</summary>
        public bool AedDoorContactOpen;

        /// <summary>The contact under the AED is pressed (a closed circuit: a broken wire reads as a missing AED).</summary>
        public bool AedPresenceContactClosed;
    }
}
