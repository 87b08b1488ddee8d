namespace AedCabinet.Page.Map;

/// <summary>What is known of the ways by road.</summary>
public enum RoadStanding
{
    /// <summary>No routing service is configured.</summary>
    NotConfigured,

    /// <summary>The service has been asked.</summary>
    Asked,

    /// <summary>It has answered.</summary>
    Known,

    /// <summary>It did not answer in time, or not so that it could be understood.</summary>
    NoAnswer,
}
