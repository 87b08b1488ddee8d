using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A private certificate authority as a site has one, made for one test: ECDSA P-256, as the device's TLS likes it.</summary>
internal sealed class SiteAuthority : IDisposable
{
    // The device can't tell the hour before it has connected; neither is this about dates.
    private static readonly DateTimeOffset s_from = DateTimeOffset.UtcNow.AddDays(-30);
    private static readonly DateTimeOffset s_until = DateTimeOffset.UtcNow.AddDays(400);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public SiteAuthority(string name)
    {
        CertificateRequest request = new($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _certificate = request.CreateSelfSigned(s_from, s_until);
    }

    /// <summary>Gets its certificate, PEM.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Makes a server's key and certificate.</summary>
    /// <param name="folder">Where <c>server.key</c> and <c>server.pem</c> are put.</param>
    /// <param name="hostName">The host it is for.</param>
    public void IssueServer(DirectoryInfo folder, string hostName)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={hostName}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(hostName);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 signed = request.Create(_certificate, s_from, s_until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(folder.FullName, "server.pem"), signed.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder.FullName, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
