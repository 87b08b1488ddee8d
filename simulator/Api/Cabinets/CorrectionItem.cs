using System.Text.Json.Nodes;
using AedCabinet.Care;

namespace AedCabinet.Api.Cabinets;

/// <summary>A correction, and how far it has come.</summary>
public sealed record CorrectionItem
{
    /// <summary>Gets the how-maniest of its cabinet it is.</summary>
    public required long Version { get; init; }

    /// <summary>Gets how far it has come: pending until the cabinet has confirmed it.</summary>
    public required CorrectionStage Stage { get; init; }

    /// <summary>Gets what was corrected, by name.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Gets to what, but for whom to call, which <c>GET …/contact</c> shows.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>Gets who corrected it.</summary>
    public required string By { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the id of the signed command that carried it; <c>null</c> while none was sent, and where only the registry holds
    /// it.</summary>
    public required string? Command { get; init; }

    /// <summary>Gets why it came no further, a word or the cabinet's own reason; <c>null</c> for nothing.</summary>
    public required string? Why { get; init; }

    /// <summary>A correction as the API gives it.</summary>
    /// <param name="correction">The correction.</param>
    /// <returns>It.</returns>
    internal static CorrectionItem Of(Correction correction) => new()
    {
        Version = correction.Version,
        Stage = correction.Stage,
        Fields = [.. correction.Fields.Select(field => field.Key)],
        Values = new JsonObject(correction.Fields.Where(field => CorrectionField.All.Any(
            known => known.Name == field.Key && !known.IsOfContact))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))),
        By = correction.Who,
        At = correction.At,
        Command = correction.Command?.Command,
        Why = correction.Command?.Why,
    };
}
