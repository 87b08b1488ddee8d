using AedCabinet.Centre;

namespace AedCabinet.Page.Registry;

/// <summary>
/// Why a message was set aside, in words of the page: the reader's reasons are English sentences, some with what .NET said behind them,
/// which belongs into a log.
/// </summary>
internal static class SetAsideWords
{
    private const string Contract = "contract";
    private const string InPart = "in-part";

    private static readonly (string Begins, string Key)[] s_kinds =
    [
        ("The payload is not valid JSON", "json"),
        ("The payload holds text that is not Unicode", "unicode"),
        ("The topic is not one of contract version", "topic"),
        ("The registry failed at it", "failed"),
    ];

    /// <summary>Whether all the rest of the message was used.</summary>
    /// <param name="reason">The reason as the reader says it.</param>
    /// <returns><c>true</c> when only something in it was not.</returns>
    public static bool IsInPart(string reason) => reason.StartsWith(SetAsideMessage.InPart, StringComparison.Ordinal);

    /// <summary>The key of a reason in the words.</summary>
    /// <param name="reason">The reason as the reader says it.</param>
    /// <returns>For example <c>json</c>.</returns>
    public static string KeyOf(string reason) => IsInPart(reason) ? InPart
        : s_kinds.FirstOrDefault(kind => reason.StartsWith(kind.Begins, StringComparison.Ordinal)).Key ?? Contract;

    /// <summary>What more the reader says of it.</summary>
    /// <param name="reason">The reason as the reader says it.</param>
    /// <returns>The sentences that name member and value; <c>null</c> where the words say it all.</returns>
    public static string? DetailOf(string reason) => KeyOf(reason) switch
    {
        InPart => reason[SetAsideMessage.InPart.Length..],
        Contract => reason,
        _ => null,
    };
}
