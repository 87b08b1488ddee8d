using AedCabinet.Training;

namespace AedCabinet.Api.Training;

/// <summary>What was planned of a drill.</summary>
public sealed record DrillPlanned
{
    /// <summary>Gets when it was to begin.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets how long it was to last, minutes.</summary>
    public required int Minutes { get; init; }

    /// <summary>Gets a value indicating whether SOS is part of it.</summary>
    public required bool Sos { get; init; }

    /// <summary>Gets what was planned, in words.</summary>
    public required string Plan { get; init; }

    /// <summary>Gets the events that were to happen.</summary>
    public required IReadOnlyList<string> Expects { get; init; }

    /// <summary>Gets who planned it.</summary>
    public required string By { get; init; }

    /// <summary>Gets when that was.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Gets the id of the signed command by which it began; <c>null</c> while none was sent.</summary>
    public required string? Command { get; init; }

    /// <summary>Gets why it did not begin, a word or the cabinet's own reason; <c>null</c> for nothing.</summary>
    public required string? Why { get; init; }

    /// <summary>What was planned.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>It.</returns>
    internal static DrillPlanned Of(DrillPlan plan) => new()
    {
        At = plan.At,
        Minutes = plan.Minutes,
        Sos = plan.IsSos,
        Plan = plan.Plan,
        Expects = plan.Expects,
        By = plan.Who,
        MadeAt = plan.Made,
        Command = plan.Command.Command,
        Why = plan.Command.Why,
    };
}
