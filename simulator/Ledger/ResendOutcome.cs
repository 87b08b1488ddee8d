using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>What became of asking for events again, as it stands in the database.</summary>
public static class ResendOutcome
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

    /// <summary>An outcome in words.</summary>
    /// <param name="outcome">It, as it stands in the database.</param>
    /// <returns>The words; what is not known is shown as it is.</returns>
    public static Wording Say(string outcome) => new(
        outcome switch
        {
            UnderWay => "等待机柜",
            Came => "已补齐",
            InPart => "补到一部分",
            Nothing => "没有补到",
            NoReply => "机柜没有回复",
            Refused => "机柜拒绝",
            _ => outcome,
        },
        outcome);
}
