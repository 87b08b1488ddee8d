using System.Text.Json.Nodes;

namespace AedCabinet.Api.Incidents;

/// <summary>A command for a cabinet, for an incident.</summary>
public sealed record IncidentCommandRequest
{
    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets the command: locate or unlock.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its arguments; none where left out.</summary>
    public JsonObject? Args { get; init; }
}
