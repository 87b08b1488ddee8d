namespace AedCabinet.Nearest;

/// <summary>Whether a place is open at a moment.</summary>
public enum HoursState
{
    /// <summary>The hours can't be read, or say themselves that they are not sure.</summary>
    Unknown,

    /// <summary>It is open.</summary>
    Open,

    /// <summary>It is closed.</summary>
    Closed,
}
