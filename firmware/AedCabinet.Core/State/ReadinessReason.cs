namespace AedCabinet
{
    /// <summary>
    /// Why a bystander can't rely on this cabinet, in the order in which the reasons are reported (SPEC §6).
    /// A set of reasons is an <c>int</c> with bit <c>1 &lt;&lt; reason</c>.
    /// </summary>
    public enum ReadinessReason
    {
        /// <summary>The AED is not in its place.</summary>
        AedMissing = 0,

        /// <summary>Nothing is known of the AED's own indicator.</summary>
        AedUnknown = 1,

        /// <summary>The temperature inside is not known.</summary>
        TemperatureUnknown = 2,

        /// <summary>The cabinet has no valid configuration.</summary>
        NotCommissioned = 3,
    }
}
