namespace AedCabinet.Centre;

/// <summary>That somebody on call was told of an emergency which nobody had seen.</summary>
/// <param name="Person">Who; empty when nobody was on call.</param>
/// <param name="Channel">By what, <c>mail</c> or a gateway's name.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">Why it failed, in short English; <c>null</c> otherwise.</param>
/// <param name="IsRepeat">Whether it was sent again because the program ended before it was known whether it had gone out.</param>
public sealed record AlertStep(string Person, string Channel, DateTimeOffset At, AlertOutcome Outcome, string? Detail, bool IsRepeat);
