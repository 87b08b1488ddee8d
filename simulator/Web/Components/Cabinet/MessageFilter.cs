using AedCabinet.Contract;
using Words = AedCabinet.Formats.Words;

namespace AedCabinet.Simulator.Web.Components.Cabinet;

/// <summary>Which messages a log shows.</summary>
public sealed class MessageFilter
{
    private static readonly string[] s_kinds = ["online", "about", "state", "event", "telemetry", "command", "reply"];

    private readonly HashSet<string> _kinds = [];
    private long _hiddenUpTo;

    /// <summary>Gets the kinds of messages there are: the last levels of the contract's topics.</summary>
    public static IReadOnlyList<string> Kinds => s_kinds;

    /// <summary>Gets or sets a value indicating whether the log stands still.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Gets or sets a value indicating whether the messages of other cabinets are shown too.</summary>
    public bool AllCabinets { get; set; }

    /// <summary>Gets or sets what topic or text must contain, every word of it.</summary>
    public string Words { get; set; } = string.Empty;

    /// <summary>Whether a kind was chosen. With none chosen all are shown.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <returns><c>true</c> when it was.</returns>
    public bool Shows(string kind) => _kinds.Contains(kind);

    /// <summary>Chooses a kind, or no longer.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    public void Toggle(string kind)
    {
        if (!_kinds.Remove(kind))
        {
            _ = _kinds.Add(kind);
        }
    }

    /// <summary>Hides what there is.</summary>
    /// <param name="number">The number of the latest message to hide.</param>
    public void HideUpTo(long number) => _hiddenUpTo = number;

    /// <summary>Whether a message is shown.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cabinet">The cabinet on show.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Passes(ObservedMessage message, string cabinet) =>
        message.Number > _hiddenUpTo
        && (_kinds.Count == 0 || _kinds.Contains(message.Kind))
        && (AllCabinets || message.Cabinet == cabinet)
        && Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            message.Topic.Contains(word, StringComparison.OrdinalIgnoreCase)
                || message.Text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
