namespace AedCabinet.Indicator
{
    /// <summary>What the AED's own indicator says (SPEC §5).</summary>
    public enum IndicatorState
    {
        /// <summary>Not observed long enough, a light the profile doesn't explain, or an AED whose indicator can't be read.</summary>
        Unknown = 0,

        /// <summary>The AED says it is ready.</summary>
        Ready = 1,

        /// <summary>The AED is switched on.</summary>
        InUse = 2,

        /// <summary>The AED asks for attention.</summary>
        Attention = 3,

        /// <summary>No light for longer than is normal.</summary>
        Dark = 4,

        /// <summary>Two lights claim different things.</summary>
        Conflict = 5,
    }
}
