using System;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

[TestClass]
public class TlsTests : BrokerTests
{
    private static readonly Authority s_site = new("the site's authority");
    private static readonly Authority s_stranger = new("somebody else's authority");

    [TestMethod]
    [DataRow(MqttSslProtocols.None)]
    [DataRow(MqttSslProtocols.TLSv1_2)]
    [DataRow(MqttSslProtocols.TLSv1_3)]
    public void The_site_s_authority_is_trusted(MqttSslProtocols protocol)
    {
        using var broker = new RealBroker(s_site.Sign("localhost"));
        using var client = Client(broker.Port, s_site, protocol);

        Assert.AreEqual(MqttReasonCode.Success, client.Connect("cabinet-1"));
        Assert.AreEqual(broker.Port, client.Settings.SslPort);
    }

    [TestMethod]
    public void Another_authority_is_not() => AssertRefused(s_stranger.Sign("localhost"));

    [TestMethod]
    public void Another_name_is_not() => AssertRefused(s_site.Sign("other.example"));

    [TestMethod]
    public void A_certificate_that_has_run_out_is_not() => AssertRefused(s_site.Sign("localhost", endsInDays: -1));

    [TestMethod]
    public void Without_validation_anybody_is_trusted()
    {
        MqttSettings.Instance.ValidateServerCertificate = false;
        using var broker = new RealBroker(s_stranger.Sign("other.example", endsInDays: -1));
        using var client = Client(broker.Port, s_site);

        Assert.AreEqual(MqttReasonCode.Success, client.Connect("cabinet-1"));
    }

    [TestMethod]
    public void An_older_TLS_is_not_spoken()
    {
        using var broker = new RealBroker(s_site.Sign("localhost"));
        using var client = Client(broker.Port, s_site, MqttSslProtocols.TLSv1_1);

        var exception = Assert.ThrowsExactly<MqttConnectionException>(() => client.Connect("cabinet-1"));
        Assert.IsInstanceOfType<ArgumentException>(exception.InnerException);
    }

    [TestMethod]
    public void A_version_the_broker_does_not_speak_is_a_connection_fault()
    {
        using var broker = new RealBroker(s_site.Sign("localhost"), SslProtocols.Tls12);
        using var client = Client(broker.Port, s_site, MqttSslProtocols.TLSv1_3);

        Assert.ThrowsExactly<MqttConnectionException>(() => client.Connect("cabinet-1"));
    }

    [TestMethod]
    public void A_handshake_that_waits_has_no_end_until_somebody_closes()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        try
        {
            using var client = Client(((IPEndPoint)listener.LocalEndpoint).Port, s_site);
            var connecting = Task.Run(() => Assert.Throws<Exception>(() => client.Connect("cabinet-1")));
            using var silent = listener.AcceptSocket();
            Assert.IsFalse(connecting.Wait(300));

            client.Close();

            Assert.IsTrue(connecting.Wait(PatienceMs));
            Assert.IsInstanceOfType<MqttConnectionException>(connecting.Result);
        }
        finally
        {
            listener.Stop();
        }
    }

    private static MqttClient Client(int port, Authority authority, MqttSslProtocols protocol = MqttSslProtocols.TLSv1_2)
    {
#pragma warning disable SYSLIB0057 // The firmware loads its authority in this way.
        return new MqttClient("localhost", port, true, new X509Certificate(Encoding.UTF8.GetBytes(authority.Pem)), null, protocol);
#pragma warning restore SYSLIB0057
    }

    private static void AssertRefused(X509Certificate2 certificate)
    {
        using var broker = new RealBroker(certificate);
        using var client = Client(broker.Port, s_site);

        var exception = Assert.ThrowsExactly<MqttConnectionException>(() => client.Connect("cabinet-1"));
        Assert.IsInstanceOfType<AuthenticationException>(exception.InnerException);
    }

    private sealed class Authority
    {
        private readonly X509Certificate2 _certificate;

        internal Authority(string name)
        {
            var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
        }

        internal string Pem => _certificate.ExportCertificatePem();

        internal X509Certificate2 Sign(string hostName, int endsInDays = 10)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={hostName}", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(hostName);
            request.CertificateExtensions.Add(names.Build());
            using var signed = request.Create(
                _certificate, DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow.AddDays(endsInDays),
                RandomNumberGenerator.GetBytes(8));
            using var withKey = signed.CopyWithPrivateKey(key);
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
        }
    }
}
