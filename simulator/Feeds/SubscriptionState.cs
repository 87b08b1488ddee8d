namespace AedCabinet.Feeds;

/// <summary>How a subscription stands. Stored by name in small letters: names don't change.</summary>
public enum SubscriptionState
{
    /// <summary>Its receiver has not said yet that it wants to be told.</summary>
    Pending,

    /// <summary>It is told what happens.</summary>
    Active,

    /// <summary>
    /// It is told what happens, but who takes messages in doesn't know yet: an emergency that can't be put on disk just now might not
    /// reach it at once. Never stored.
    /// </summary>
    Starting,

    /// <summary>It is not told anything until somebody says so; its place is kept.</summary>
    Paused,

    /// <summary>Its receiver does not want it, or not any more.</summary>
    Refused,
}
