using System.Text.Json.Nodes;

namespace AedCabinet.Api.Commands;

/// <summary>A command for a cabinet.</summary>
public sealed record CommandRequest
{
    /// <summary>Gets the command's name, one of the contract's.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its arguments; none where left out. Where unlock, acknowledge and inspect don't say who asks, whoever is logged in
    /// does.</summary>
    public JsonObject? Args { get; init; }
}
