namespace AedCabinet.Api.Training;

/// <summary>A certificate of an import.</summary>
public sealed record CertificateRow : CertificateRequest
{
    /// <summary>Gets its id, as who issued it has it.</summary>
    public required string Id { get; init; }
}
