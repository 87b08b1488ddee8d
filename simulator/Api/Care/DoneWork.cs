using AedCabinet.Care;

namespace AedCabinet.Api.Care;

/// <summary>A record of done work.</summary>
public sealed record DoneWork
{
    /// <summary>Gets who did, or recorded, it.</summary>
    public required string Who { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what else was said; empty for nothing.</summary>
    public required string Note { get; init; }

    /// <summary>A record as the API gives it.</summary>
    /// <param name="done">The record.</param>
    /// <returns>It.</returns>
    internal static DoneWork Of(CareDone done) => new() { Who = done.Who, At = done.At.ToUniversalTime(), Note = done.Note };
}
