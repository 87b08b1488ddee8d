using AedCabinet.Api.Lists;
using AedCabinet.Centre;

namespace AedCabinet.Api.Commands;

/// <summary>A command that was sent, and what became of it so far. What it carried is not told: it may be secret.</summary>
public sealed record CommandItem
{
    /// <summary>Gets the command's id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets the command.</summary>
    public required Coded Command { get; init; }

    /// <summary>Gets when it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Gets how far it has got.</summary>
    public required CommandStage Stage { get; init; }

    /// <summary>Gets the cabinet's reply code; <c>null</c> before it replied.</summary>
    public required string? Code { get; init; }

    /// <summary>Gets why, as the cabinet says it; <c>null</c> for nothing.</summary>
    public required string? Reason { get; init; }

    /// <summary>Gets how long after it was sent that was, ms.</summary>
    public required long AfterMs { get; init; }

    /// <summary>A command as the API gives it.</summary>
    /// <param name="record">The command.</param>
    /// <returns>It.</returns>
    internal static CommandItem Of(CommandRecord record) => new()
    {
        Id = record.Id,
        Cabinet = record.Cabinet,
        Command = Coded.Of("registry.command", record.Name),
        SentAt = record.SentAt,
        Stage = record.Stage,
        Code = record.Steps[^1].Code,
        Reason = record.Steps[^1].Reason,
        AfterMs = (long)record.Steps[^1].After.TotalMilliseconds,
    };
}
