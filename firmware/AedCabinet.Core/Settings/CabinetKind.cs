namespace AedCabinet
{
    /// <summary>What an enclosure holds (SPEC §2).</summary>
    public enum CabinetKind
    {
        /// <summary>An AED only.</summary>
        Aed = 0,
    }
}
