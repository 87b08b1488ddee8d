using AedCabinet.Centre;

namespace AedCabinet.Alerting;

/// <summary>What somebody is told.</summary>
/// <param name="Id">Its id, the same when it is sent again: whoever passes it on can leave the second out.</param>
/// <param name="To">To whom.</param>
/// <param name="Kind"><c>emergency</c>, <c>urgent</c>, <c>digest</c> or <c>test</c>.</param>
/// <param name="Subject">What it is about, in a line that is a whole short message.</param>
/// <param name="Text">All of it.</param>
/// <param name="IsRepeat">Whether it may have gone out already.</param>
/// <param name="At">When it was made.</param>
public sealed record AlertMessage(string Id, OnCallEntry To, string Kind, string Subject, string Text, bool IsRepeat, DateTimeOffset At)
{
    /// <summary>Gets the cabinets that it is about.</summary>
    public IReadOnlyList<string> Cabinets { get; init; } = [];
}
