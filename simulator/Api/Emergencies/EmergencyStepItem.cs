using AedCabinet.Centre;

namespace AedCabinet.Api.Emergencies;

/// <summary>Something that somebody at the centre did about an emergency.</summary>
public sealed record EmergencyStepItem
{
    /// <summary>Gets the stage it has from then on; <c>new</c> when its closing was taken back.</summary>
    public required EmergencyStage Stage { get; init; }

    /// <summary>Gets who did it.</summary>
    public required string Who { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets why it was closed; <c>null</c> for the other stages.</summary>
    public required string? Reason { get; init; }

    /// <summary>Gets what it was, in words, where the reason is other; <c>null</c> otherwise.</summary>
    public required string? Note { get; init; }

    /// <summary>A step as the API gives it.</summary>
    /// <param name="step">The step.</param>
    /// <returns>It.</returns>
    internal static EmergencyStepItem Of(EmergencyStep step) =>
        new() { Stage = step.Stage, Who = step.Who, At = step.At, Reason = step.Reason, Note = step.Note };
}
