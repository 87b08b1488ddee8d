namespace AedCabinet.Settings
{
    /// <summary>
    /// Why a cabinet can't do its work as it was deployed, as a number that is counted at the lamps and written in the log and in
    /// <c>hardware/TROUBLESHOOTING.md</c>. A number keeps its meaning for ever.
    /// </summary>
    /// <remarks>
    /// Codes 1 to 3 and 5 are those of a board that is not commissioned: all its lamps blink them, because without settings no lamp
    /// has anything else to say. Code 4 is only on the log: such a cabinet is commissioned and judges its AED, its lamps mean
    /// what SPEC §9 gives them, and the amber one blinks by itself when the link has been missing for ten minutes.
    /// </remarks>
    public enum FaultCode
    {
        /// <summary>Everything needed is there.</summary>
        None = 0,

        /// <summary>There is no <c>cabinet.json</c> on flash.</summary>
        NoConfiguration = 1,

        /// <summary><c>cabinet.json</c> can't be read at all: it is no JSON, or too large or too deep.</summary>
        UnreadableConfiguration = 2,

        /// <summary><c>cabinet.json</c> can be read, but settings in it are wrong or missing.</summary>
        WrongSettings = 3,

        /// <summary>The certificate authority's file that <c>broker.caFile</c> names is missing or holds no certificate.</summary>
        NoAuthority = 4,

        /// <summary>
        /// The board's memory is too small for the application: it watches its door and sounds, and does not pretend to do more.
        /// </summary>
        TooLittleMemory = 5,
    }
}
