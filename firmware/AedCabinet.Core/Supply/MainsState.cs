namespace AedCabinet.Supply
{
    /// <summary>Whether the mains feed the cabinet.</summary>
    public enum MainsState
    {
        /// <summary>Not seen for long enough since the boot.</summary>
        Unknown = 0,

        /// <summary>The mains are there.</summary>
        Present = 1,

        /// <summary>The cabinet runs on its battery.</summary>
        Lost = 2,

        /// <summary>Nothing tells: a cabinet without a battery of its own, which runs exactly when the mains are there.</summary>
        NotFitted = 3,
    }
}
