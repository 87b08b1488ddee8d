using AedCabinet.Care;

namespace AedCabinet.Api.Care;

/// <summary>Whose work it is, and by when.</summary>
public sealed record WorkPlan
{
    /// <summary>Gets whose it is.</summary>
    public required string Responsible { get; init; }

    /// <summary>Gets by which day, by China's calendar.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Gets who set it.</summary>
    public required string Who { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A plan as the API gives it.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>It.</returns>
    internal static WorkPlan Of(CarePlan plan) => new()
    {
        Responsible = plan.Responsible,
        Day = plan.Day,
        Who = plan.Who,
        At = plan.At.ToUniversalTime(),
    };
}
