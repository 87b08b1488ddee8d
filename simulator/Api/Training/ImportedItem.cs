namespace AedCabinet.Api.Training;

/// <summary>What of an import was kept: all of it.</summary>
public sealed record ImportedItem
{
    /// <summary>Gets how many certificates.</summary>
    public required int Certificates { get; init; }

    /// <summary>Gets of how many sites it is known now how many people there are.</summary>
    public required int Sites { get; init; }
}
