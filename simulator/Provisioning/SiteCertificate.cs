using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Judges the file with the certificate of the broker's authority.</summary>
internal static class SiteCertificate
{
    /// <summary>What is wrong with it.</summary>
    /// <param name="pem">The file's text.</param>
    /// <param name="now">The time.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static string? WhyRefused(string pem, DateTimeOffset now)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return "holds a private key; it must never leave the authority: give its certificate only";
        }

        X509Certificate2Collection certificates = [];
        try
        {
            certificates.ImportFromPem(pem);
            if (certificates.Count == 0)
            {
                return "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)";
            }

            return certificates.Select(certificate => WhyRefused(certificate, now)).FirstOrDefault(reason => reason is not null);
        }
        catch (CryptographicException)
        {
            return "holds a damaged certificate; copy it anew from the authority";
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private static string? WhyRefused(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is not { CertificateAuthority: true })
        {
            return $"holds the certificate {certificate.Subject}, which is no authority's; give the certificate of the authority that signed the broker's";
        }

        if (certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime)
        {
            return string.Create(CultureInfo.InvariantCulture, $"expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}; give the authority's present certificate");
        }

        return certificate.NotBefore.ToUniversalTime() > now.UtcDateTime
            ? string.Create(CultureInfo.InvariantCulture, $"is valid only from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd}; is this computer's clock right?")
            : null;
    }
}
