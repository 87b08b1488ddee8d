using System.Globalization;
using System.Security.Cryptography;
using AedCabinet.Terminal;
using System.Security.Cryptography.X509Certificates;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Judges the file with the certificate of the broker's authority.</summary>
internal static class SiteCertificate
{
    private const int WarnDays = 90;

    /// <summary>What is wrong with it.</summary>
    /// <param name="pem">The file's text.</param>
    /// <param name="now">The time.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static Wording? WhyRefused(string pem, DateTimeOffset now)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return new("里有私钥；私钥绝不能离开CA：只给证书", "holds a private key; it must never leave the authority: give its certificate only");
        }

        return Judge(pem, certificate => WhyRefused(certificate, now));
    }

    /// <summary>What will be wrong with it before long.</summary>
    /// <param name="pem">The file's text, which is not refused.</param>
    /// <param name="now">The time.</param>
    /// <returns>What to look after, or <c>null</c>.</returns>
    public static Wording? WhyWarned(string pem, DateTimeOffset now) => Judge(pem, certificate => WhyWarned(certificate, now));

    private static Wording? Judge(string pem, Func<X509Certificate2, Wording?> judge)
    {
        X509Certificate2Collection certificates = [];
        try
        {
            certificates.ImportFromPem(pem);
            return certificates.Count == 0
                ? new("里没有PEM格式的证书（-----BEGIN CERTIFICATE-----）", "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)")
                : certificates.Select(judge).FirstOrDefault(reason => reason is not null);
        }
        catch (CryptographicException)
        {
            return new("里的证书已损坏；请重新从CA复制", "holds a damaged certificate; copy it anew from the authority");
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private static Wording? WhyWarned(X509Certificate2 certificate, DateTimeOffset now)
    {
        int days = (int)(certificate.NotAfter.ToUniversalTime() - now.UtcDateTime).TotalDays;
        string day = certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return days < WarnDays
            ? new($"{day}到期，只剩{days}天；请及时换上新证书，否则到期后所有机柜都连不上",
                $"ends on {day}, in {days} days; renew it in time, or no cabinet gets a link afterwards")
            : null;
    }

    private static Wording? WhyRefused(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is not { CertificateAuthority: true })
        {
            return new($"里的证书{certificate.Subject}不是CA的；请给出签发消息服务器证书的那个CA的证书",
                $"holds the certificate {certificate.Subject}, which is no authority's; give the certificate of the authority that signed "
                    + $"the broker's");
        }

        (string from, string until) = (Day(certificate.NotBefore), Day(certificate.NotAfter));
        if (certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime)
        {
            return new($"已于{until}过期；请给出CA现在的证书", $"expired on {until}; give the authority's present certificate");
        }

        return certificate.NotBefore.ToUniversalTime() > now.UtcDateTime
            ? new($"从{from}起才有效；这台电脑的时钟对吗？", $"is valid only from {from}; is this computer's clock right?")
            : null;

        static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
