namespace AedCabinet.Api.Responders;

/// <summary>What became of a list of people.</summary>
public sealed record ImportResult
{
    /// <summary>Gets how many are new.</summary>
    public required int Added { get; init; }

    /// <summary>Gets how many are other than before.</summary>
    public required int Changed { get; init; }

    /// <summary>Gets how many were taken away.</summary>
    public required int Removed { get; init; }
}
