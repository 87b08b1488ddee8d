namespace AedCabinet.Contract;

/// <summary>What became of a command, as a <c>reply</c> says it.</summary>
/// <param name="Id">The command's id, or <c>null</c> when the cabinet could not read it.</param>
/// <param name="Code">The reply code.</param>
/// <param name="Reason">Why, in the firmware's words; or <c>null</c>.</param>
/// <param name="Lines">What each part of a self-test said, in the firmware's words.</param>
public sealed record ReportedReply(string? Id, string Code, string? Reason, IReadOnlyList<string> Lines)
{
    /// <summary>Gets how many events a <c>resend</c> gives again; <c>null</c> when it does not say.</summary>
    public long? Given { get; init; }
}
