namespace AedCabinet.Indicator
{
    /// <summary>What one light of an AED has been seen to do (SPEC §5).</summary>
    public enum LightClass
    {
        /// <summary>Not observed long enough, or in no rhythm.</summary>
        Unknown = 0,

        /// <summary>Dark for the profile's dark time.</summary>
        Off = 1,

        /// <summary>Lit without a gap.</summary>
        Steady = 2,

        /// <summary>Flashing with one period.</summary>
        Blinking = 3,
    }
}
