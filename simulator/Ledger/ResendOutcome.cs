namespace AedCabinet.Ledger;

/// <summary>What became of asking for events again, as it stands in the database.</summary>
internal static class ResendOutcome
{
    /// <summary>The cabinet has not answered yet, or the events are on their way.</summary>
    public const string UnderWay = "under way";

    /// <summary>All that was asked for is here.</summary>
    public const string Came = "came";

    /// <summary>Some of it is here.</summary>
    public const string InPart = "in part";

    /// <summary>The cabinet gave nothing that was missing.</summary>
    public const string Nothing = "nothing came";

    /// <summary>The cabinet did not reply in time.</summary>
    public const string NoReply = "no reply";

    /// <summary>The cabinet refused.</summary>
    public const string Refused = "refused";

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<string> All { get; } = [UnderWay, Came, InPart, Nothing, NoReply, Refused];
}
