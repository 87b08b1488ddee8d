namespace AedCabinet.Centre;

/// <summary>Something that somebody at the centre did about an emergency.</summary>
/// <param name="Stage">The stage it has from then on; <see cref="EmergencyStage.New"/> when its closing was taken back.</param>
/// <param name="Who">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why it was closed, one of <see cref="EmergencyReasons.All"/>; <c>null</c> for the other stages.</param>
/// <param name="Note">What it was, in words, where the reason is <see cref="EmergencyReasons.Other"/>; <c>null</c> otherwise.</param>
public sealed record EmergencyStep(EmergencyStage Stage, string Who, DateTimeOffset At, string? Reason = null, string? Note = null)
{
    /// <summary>Gets a value indicating whether it takes a closing back.</summary>
    public bool IsTakenBack => Stage == EmergencyStage.New;
}
