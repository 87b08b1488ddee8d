namespace AedCabinet.Centre;

/// <summary>One thing that became of a command.</summary>
/// <param name="Stage">How far it got.</param>
/// <param name="After">How long after it was sent.</param>
/// <param name="Code">The cabinet's reply code, or <c>null</c> when this is not a reply.</param>
/// <param name="Reason">Why, or <c>null</c>.</param>
/// <param name="Lines">What each part of a self-test said, in the firmware's words; <c>null</c> or empty for nothing.</param>
public sealed record CommandStep(CommandStage Stage, TimeSpan After, string? Code, string? Reason, IReadOnlyList<string>? Lines = null);
