using System.Net.Security;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;
using AedCabinet.Terminal;

namespace AedCabinet.Page;

/// <summary>
/// The certificate with which a page is served, read again when its file has changed: one that is renewed every few weeks needs no restart.
/// May be used by any thread.
/// </summary>
public sealed class PageCertificate : IDisposable
{
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly TimeProvider _clock;
    private readonly Action<Wording> _tell;
    private readonly Lock _lock = new();
    private SslStreamCertificateContext _current;
    private X509Certificate2 _leaf;
    private (DateTime Certificate, DateTime Key) _changed;
    private long _lookedAt;

    private PageCertificate(string certificateFile, string keyFile, TimeProvider clock, Action<Wording> tell)
    {
        _certificateFile = certificateFile;
        _keyFile = keyFile;
        _clock = clock;
        _tell = tell;
        _changed = Changed();
        (_leaf, _current) = Read();
        _lookedAt = clock.GetTimestamp();
    }

    /// <summary>Gets how often the files are looked at, when somebody connects.</summary>
    public static TimeSpan LookEvery { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the names that the certificate is for, addresses too.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                X509SubjectAlternativeNameExtension? names = _leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                    .FirstOrDefault();
                return names is null ? [] : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(HostOf)];
            }
        }
    }

    /// <summary>Reads a certificate for the first time.</summary>
    /// <param name="certificateFile">A PEM file: the certificate first, then those that lead to a root.</param>
    /// <param name="keyFile">A PEM file with its private key, unencrypted.</param>
    /// <param name="clock">The time.</param>
    /// <param name="tell">Told when it changes, or can't be read any more.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="UserErrorException">It can't be read, or the key is not the certificate's.</exception>
    public static PageCertificate Load(string certificateFile, string keyFile, TimeProvider clock, Action<Wording> tell)
    {
        try
        {
            return new PageCertificate(certificateFile, keyFile, clock, tell);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw new UserErrorException(
                $"--https-certificate：{certificateFile}和{keyFile}不能用作证书与私钥（{exception.Message}）；请给出PEM文件。/ "
                    + $"--https-certificate: {certificateFile} and {keyFile} can't be used as certificate and key "
                    + $"({exception.Message}); name "
                    + "PEM files.", UserErrorException.WrongInput);
        }
    }

    /// <summary>How a host is written that is an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>It, in brackets where it has colons.</returns>
    public static string HostOf(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    /// <summary>What a connection is answered with.</summary>
    /// <returns>The options.</returns>
    public SslServerAuthenticationOptions Options()
    {
        lock (_lock)
        {
            if (_clock.GetElapsedTime(_lookedAt) >= LookEvery)
            {
                _lookedAt = _clock.GetTimestamp();
                LookAgain();
            }

            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _current,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _leaf.Dispose();

    private static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private (DateTime Certificate, DateTime Key) Changed() =>
        (File.GetLastWriteTimeUtc(_certificateFile), File.GetLastWriteTimeUtc(_keyFile));

    // The old one goes on until the new one is whole: the two files are not written at one moment.
    private void LookAgain()
    {
        (DateTime Certificate, DateTime Key) changed = Changed();
        if (changed == _changed)
        {
            return;
        }

        try
        {
            (_leaf, _current) = Read();
            _changed = changed;
            _tell(new Wording($"网页证书已更新，有效期至{_leaf.NotAfter:yyyy-MM-dd}",
                $"the page's certificate is a new one, valid until {_leaf.NotAfter:yyyy-MM-dd}"));
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            _tell(new Wording($"新的网页证书不能读取，继续使用原证书：{exception.Message}",
                $"the page's new certificate can't be read, the old one is used on: {exception.Message}"));
        }
    }

    private (X509Certificate2 Leaf, SslStreamCertificateContext Context) Read()
    {
        X509Certificate2 leaf = X509Certificate2.CreateFromPemFile(_certificateFile, _keyFile);
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(_certificateFile);
        return (leaf, SslStreamCertificateContext.Create(leaf, chain, offline: true));
    }
}
