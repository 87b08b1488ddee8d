using AedCabinet.Page.Words;

namespace AedCabinet.Page.Feeds;

/// <summary>Says in the reader's language why something was not delivered, which is kept in short English.</summary>
internal static class FeedText
{
    // The longer beginnings first.
    private static readonly (string Begins, string Key)[] s_known =
    [
        ("it answered 410: it wants", "feed.why.receiver-gone"),
        ("it answered OPTIONS without ", "feed.why.no-consent"),
        ("it answered OPTIONS with ", "feed.why.answered-options"),
        ("it answered ", "feed.why.answered"),
        ("no answer within ", "feed.why.no-answer"),
        ("no answer", "feed.why.no-answer"),
        ("it can't be reached: ", "feed.why.unreachable"),
        ("it took nothing for ", "feed.why.took-nothing"),
        ("the connection broke off", "feed.why.broke-off"),
        ("broken off", "feed.why.broke-off"),
        ("its secret can't be opened", "feed.why.secret"),
        ("the address is not of the public internet", "feed.why.private"),
        ("whoever made the subscription may not see it", "feed.why.unseen"),
        ("the event is not there any more", "feed.why.gone"),
    ];

    /// <summary>Says it.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="why">Why, in short English.</param>
    /// <returns>It in the reader's language; as it is kept where it is not known.</returns>
    public static string Why(PageText text, string why)
    {
        (string begins, string key) = s_known.FirstOrDefault(one => why.StartsWith(one.Begins, StringComparison.Ordinal));
        return key is null || text == PageText.English ? why : text[key, why[begins.Length..]];
    }
}
