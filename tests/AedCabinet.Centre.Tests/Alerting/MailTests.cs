using System.Buffers;
using System.Collections.Concurrent;
using AedCabinet.Alerting;
using AedCabinet.Desktop.Tests.Environment;
using MailKit.Security;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace AedCabinet.Centre.Tests.Alerting;

/// <summary>SPEC §18: mail by SMTP, against a server that speaks it.</summary>
[TestClass]
public sealed class MailTests : IDisposable
{
    private readonly int _port = Ports.Free();
    private readonly Mailbox _mailbox = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _server;

    public MailTests()
    {
        SmtpServer.ComponentModel.ServiceProvider parts = new();
        parts.Add((IMessageStore)_mailbox);
        parts.Add((IUserAuthenticator)new DelegatingUserAuthenticator((user, password) => user == "aed" && password == "right"));
        _server = new SmtpServer.SmtpServer(
            new SmtpServerOptionsBuilder().ServerName("localhost")
                .Endpoint(endpoint => endpoint.Endpoint(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, _port))
                    .AllowUnsecureAuthentication()).Build(),
            parts).StartAsync(_stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _server.ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        _stop.Dispose();
    }

    [TestMethod]
    public async Task A_mail_says_in_its_subject_what_happened_and_that_a_machine_sent_it()
    {
        await Channel("aed", "right").SendAsync(Message(), CancellationToken.None);

        MimeMessage mail = _mailbox.Taken.Single();
        Assert.AreEqual("急救事件无人受理：AED 被取走", mail.Subject);
        Assert.AreEqual("王敏", mail.To.Mailboxes.Single().Name);
        Assert.AreEqual("wang@example.org", mail.To.Mailboxes.Single().Address);
        Assert.AreEqual("aed@example.org", mail.From.Mailboxes.Single().Address);
        Assert.AreEqual("两行\n的正文", mail.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.AreEqual("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.AreEqual("aed-alert-5@aed-cabinet", mail.MessageId);
        Assert.AreEqual(MessagePriority.Urgent, mail.Priority);
    }

    [TestMethod]
    public async Task What_a_mail_server_refuses_is_said_without_the_address_or_anything_secret()
    {
        AlertNotSentException refused = await Assert.ThrowsExactlyAsync<AlertNotSentException>(
            () => Channel("aed", "wrong").SendAsync(Message(), CancellationToken.None));
        Assert.AreEqual("the mail server refuses user or password", refused.Message);

        _mailbox.Refuses = true;
        refused = await Assert.ThrowsExactlyAsync<AlertNotSentException>(
            () => Channel(null, null).SendAsync(Message(), CancellationToken.None));
        Assert.StartsWith("the mail server answered 550", refused.Message);

        MailChannel nowhere = new(new MailSettings("127.0.0.1", Ports.Free(), SecureSocketOptions.None, "aed@example.org", null));
        refused = await Assert.ThrowsExactlyAsync<AlertNotSentException>(() => nowhere.SendAsync(Message(), CancellationToken.None));
        Assert.StartsWith("the mail server can't be used", refused.Message);
        Assert.DoesNotContain("wang@", refused.Message);
    }

    private static AlertMessage Message() => new("aed-alert-5",
        AlertBench.Person("王敏", 1) with { Address = "wang@example.org" }, "emergency", "急救事件无人受理：AED 被取走", "两行\n的正文", false,
        new DateTimeOffset(2026, 1, 12, 3, 0, 0, TimeSpan.Zero));

    private MailChannel Channel(string? user, string? password) =>
        new(new MailSettings("127.0.0.1", _port, SecureSocketOptions.None, "aed@example.org", user) { Password = password });

    private sealed class Mailbox : MessageStore
    {
        private readonly ConcurrentQueue<MimeMessage> _taken = new();

        public bool Refuses { get; set; }

        public IReadOnlyCollection<MimeMessage> Taken => _taken;

        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using MemoryStream stream = new(buffer.ToArray());
            _taken.Enqueue(await MimeMessage.LoadAsync(stream, cancellationToken));
            return Refuses ? new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such mailbox") : SmtpResponse.Ok;
        }
    }
}
