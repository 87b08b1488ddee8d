namespace AedCabinet.Api.Training;

/// <summary>Certificates, and how many people there are at sites, that come in together: whole or not at all.</summary>
public sealed record CertificateImport
{
    /// <summary>Gets the certificates, 5000 at most; what is there under the same id is replaced.</summary>
    public IReadOnlyList<CertificateRow>? Certificates { get; init; }

    /// <summary>Gets how many people there are at sites.</summary>
    public IReadOnlyList<SitePeopleRequest>? Sites { get; init; }
}
