namespace AedCabinet.Alerting;

/// <summary>What kinds of messages there are, as gateways are told.</summary>
internal static class AlertKind
{
    /// <summary>An emergency that nobody has seen.</summary>
    public const string Emergency = "emergency";

    /// <summary>Events to be acted upon today.</summary>
    public const string Urgent = "urgent";

    /// <summary>What is to be done at the next round, once a day.</summary>
    public const string Digest = "digest";

    /// <summary>Somebody has pressed the button that tries it.</summary>
    public const string Test = "test";
}
