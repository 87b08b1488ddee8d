namespace AedCabinet.Platform
{
    /// <summary>What flash says when it is asked for something. Only <see cref="Missing"/> means that it is not there.</summary>
    public enum FlashAnswer
    {
        /// <summary>It is there, and here it is.</summary>
        Found,

        /// <summary>It is not there.</summary>
        Missing,

        /// <summary>It could not be read: it may be there all the same, and is asked for again later.</summary>
        Failed,
    }
}
