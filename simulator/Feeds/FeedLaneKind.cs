namespace AedCabinet.Feeds;

/// <summary>The two ways by which a subscription is told. Stored by number: numbers don't change.</summary>
public enum FeedLaneKind
{
    /// <summary>Everything but emergencies.</summary>
    Ordinary = 0,

    /// <summary>Emergencies, which pass by whatever else still waits.</summary>
    Emergency = 1,
}
