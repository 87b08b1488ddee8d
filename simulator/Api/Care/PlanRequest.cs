namespace AedCabinet.Api.Care;

/// <summary>Who is to do some work, and by when.</summary>
public sealed record PlanRequest
{
    /// <summary>Gets whose it becomes, 1 to 64 characters.</summary>
    public required string Responsible { get; init; }

    /// <summary>Gets by which day, today or later by China's calendar: for example 2026-12-31.</summary>
    public required DateOnly Day { get; init; }
}
