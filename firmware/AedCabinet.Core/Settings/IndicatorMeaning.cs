namespace AedCabinet.Settings
{
    /// <summary>What a light in one rhythm says by its profile.</summary>
    public enum IndicatorMeaning
    {
        /// <summary>The profile doesn't say: such a light is not explained, and an AED that shows it is not believed to be ready.</summary>
        None = 0,

        /// <summary>Ready.</summary>
        Ready = 1,

        /// <summary>Switched on, in use.</summary>
        InUse = 2,

        /// <summary>Needs attention.</summary>
        Attention = 3,
    }
}
