using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>Which of the emergencies that are over are wanted.</summary>
public sealed record EmergencyFilter
{
    /// <summary>What <see cref="Outcome"/> is for those that nobody at the centre closed.</summary>
    public const string NotClosed = "none";

    /// <summary>Gets the outcome, one of <see cref="EmergencyReasons.All"/> or <see cref="NotClosed"/>; <c>null</c> for all.</summary>
    public string? Outcome { get; init; }

    /// <summary>Gets the moment from which on they began; <c>null</c> for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the moment before which they began; <c>null</c> for any.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Gets a part of the cabinet's id; empty for all.</summary>
    public string Cabinet { get; init; } = string.Empty;

    /// <summary>Gets which cabinets may be seen; none unless it is said.</summary>
    public Func<CabinetTopic, bool> MaySee { get; init; } = _ => false;

    /// <summary>Whether one is wanted.</summary>
    /// <param name="handled">The emergency.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Wants(HandledEmergency handled) => MaySee(handled.Topic)
        && (Outcome is null || Outcome == (handled.Case.Closing?.Reason ?? NotClosed))
        && (From is not { } from || handled.Since >= from) && (Before is not { } before || handled.Since < before)
        && handled.Case.Key.Cabinet.Contains(Cabinet, StringComparison.OrdinalIgnoreCase);
}
