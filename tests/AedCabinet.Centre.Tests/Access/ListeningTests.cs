using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AedCabinet.Access;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Page;
using AedCabinet.Registry.Commands;
using AedCabinet.Terminal;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>SPEC §18: this host alone, or HTTPS with a certificate that may be renewed, or a named proxy whose word is taken.</summary>
[TestClass]
public sealed class ListeningTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-listen-");

    private readonly HashSet<string> _made = [];

    private int _written;

    private string CertificateFile => Path.Combine(_folder.FullName, "page.pem");

    private string KeyFile => Path.Combine(_folder.FullName, "page.key");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task A_renewed_certificate_is_used_without_a_restart_and_one_that_cannot_be_read_leaves_the_old_one()
    {
        string first = Write("aed.example");
        Clock clock = new();
        List<Wording> told = [];
        using PageCertificate certificate = PageCertificate.Load(CertificateFile, KeyFile, clock, told.Add);
        CollectionAssert.AreEqual(new[] { "aed.example", "127.0.0.1" }, certificate.Names.ToArray());
        await using RegistryHost host = await RegistryHost.StartAsync(new SqliteTestStore(),
            new PageListening(0) { Certificate = certificate });
        Assert.AreEqual("https", host.Address.Scheme);
        Assert.AreEqual(first, await AskedAsync(host.Address.Port));

        string second = Write("aed.example");
        clock.Pass(PageCertificate.LookEvery);
        Assert.AreEqual(second, await AskedAsync(host.Address.Port));
        File.WriteAllText(KeyFile, "spoilt");
        File.SetLastWriteTimeUtc(KeyFile, DateTime.UtcNow.AddMinutes(1));
        clock.Pass(PageCertificate.LookEvery);
        Assert.AreEqual(second, await AskedAsync(host.Address.Port));
        Assert.HasCount(2, told);
        Assert.Contains("the old one is used on", told[1].En);

        UserErrorException wrong = Assert.ThrowsExactly<UserErrorException>(
            () => PageCertificate.Load(CertificateFile, KeyFile, clock, told.Add));
        Assert.Contains("--https-certificate", wrong.Message);
    }

    [TestMethod]
    public async Task A_named_proxy_is_believed_and_nobody_else()
    {
        await using RegistryHost believing = await RegistryHost.StartAsync(new SqliteTestStore(),
            new PageListening(0) { Proxies = [IPAddress.Loopback], Hosts = ["aed.example"] });
        await using RegistryHost alone = await RegistryHost.StartAsync(new SqliteTestStore());

        Assert.AreEqual("198.51.100.4", await FromAsync(believing, "aed.example"));
        Assert.AreEqual("127.0.0.1", await FromAsync(alone, "127.0.0.1"));
        using HttpClient browser = alone.Open();
        browser.DefaultRequestHeaders.Host = "aed.example";
        Assert.AreEqual(HttpStatusCode.BadRequest, (await browser.GetAsync("/login")).StatusCode);

        // From where the audit log says that somebody came who had no right.
        static async Task<string> FromAsync(RegistryHost host, string name)
        {
            using HttpClient browser = host.Open();
            browser.DefaultRequestHeaders.Host = name;
            browser.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.4");
            browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "aed.example");
            using HttpResponseMessage refused = await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
            Assert.AreEqual(HttpStatusCode.Unauthorized, refused.StatusCode);
            return host.Audit().Single(entry => entry.Action == AuditActions.Refused).From;
        }
    }

    [TestMethod]
    [DataRow("--http-address 0.0.0.0", "passwords would cross the network unencrypted")]
    [DataRow("--http-address here", "is no IP address")]
    [DataRow("--trusted-proxy proxy.example", "is no IP address")]
    public void What_would_carry_passwords_unencrypted_is_refused(string options, string why)
    {
        System.CommandLine.Command command = new("registry");
        PageOptions page = new();
        page.AddTo(command);

        UserErrorException wrong = Assert.ThrowsExactly<UserErrorException>(
            () => page.Where(command.Parse(options), 0, [], TimeProvider.System, _ => { }));

        Assert.Contains(why, wrong.Message);
    }

    private async Task<string> AskedAsync(int port)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using SslStream stream = new(client.GetStream(), false,
            (_, shown, _, _) => shown is not null && _made.Contains(shown.GetSerialNumberString()));
        await stream.AuthenticateAsClientAsync("aed.example");
        return stream.RemoteCertificate!.GetSerialNumberString();
    }

    private string Write(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(CertificateFile, made.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());

        // Two within one tick of the disk's clock would look alike.
        File.SetLastWriteTimeUtc(KeyFile, DateTime.UtcNow.AddSeconds(++_written));
        _made.Add(made.GetSerialNumberString());
        return made.GetSerialNumberString();
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
