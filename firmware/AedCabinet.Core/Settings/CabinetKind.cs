namespace AedCabinet.Settings
{
    /// <summary>What an enclosure holds (SPEC §2).</summary>
    public enum CabinetKind
    {
        /// <summary>An AED only.</summary>
        Aed = 0,

        /// <summary>A first-aid kit only, usually battery powered.</summary>
        Kit = 1,

        /// <summary>An AED, a first-aid kit and an SOS button (救护站/一体机).</summary>
        Station = 2,
    }
}
