namespace AedCabinet.Nearest;

/// <summary>Why an AED that is near is not named.</summary>
public enum PassedOverWhy
{
    /// <summary>It says itself that it must not be relied on.</summary>
    NotReady,

    /// <summary>Nothing has been heard of it for too long, or it is not connected.</summary>
    NotHeard,

    /// <summary>What it says can't be understood.</summary>
    NotUnderstood,

    /// <summary>Two boards speak as it.</summary>
    TwoBoards,

    /// <summary>Not everybody may take it, or who may is not known.</summary>
    NotPermitted,

    /// <summary>The place is closed.</summary>
    Closed,

    /// <summary>Whether the place is open is not known.</summary>
    HoursUnknown,

    /// <summary>It travels: where it is now is not known.</summary>
    Travels,
}
