namespace AedCabinet.Platform
{
    /// <summary>The time of day, which a cabinet doesn't have until the network has told it.</summary>
    public interface IWallClock
    {
        /// <summary>The time now.</summary>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC, or 0.</param>
        /// <returns><c>false</c> while nobody has set the clock.</returns>
        bool TryGetUtc(out long unixMs);
    }
}
