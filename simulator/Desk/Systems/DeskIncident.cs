using System.Text.Json.Nodes;

namespace AedCabinet.Desk.Systems;

/// <summary>An incident as the 120 desk has it.</summary>
/// <param name="Id">Its id at the centre.</param>
/// <param name="Reference">The desk's own number.</param>
/// <param name="Heard">When the desk knew of it.</param>
internal sealed record DeskIncident(string Id, string Reference, DateTimeOffset Heard)
{
    /// <summary>Gets how it stands.</summary>
    public string Stage { get; init; } = "opened";

    /// <summary>Gets when the centre opened it.</summary>
    public DateTimeOffset? Opened { get; init; }

    /// <summary>Gets the cabinet whose emergency it is; <c>null</c> for one that the desk opened.</summary>
    public string? Cabinet { get; init; }

    /// <summary>Gets the AEDs that are near, ready and reachable, as the centre names them.</summary>
    public JsonArray Nearest { get; init; } = [];

    /// <summary>Gets who may be called, as the centre names them.</summary>
    public JsonArray People { get; init; } = [];
}
