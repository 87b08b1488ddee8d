using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AedCabinet.Alerting;

/// <summary>Tells by mail.</summary>
/// <param name="settings">The mail server.</param>
public sealed class MailChannel(MailSettings settings) : IAlertChannel
{
    /// <inheritdoc/>
    public async Task SendAsync(AlertMessage message, CancellationToken stop)
    {
        using MimeMessage mail = Make(message);
        try
        {
            // A connection each: they are few, and one that was kept may have been cut off meanwhile.
            using SmtpClient client = new();
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, stop);
            if (settings.User is { } user)
            {
                await client.AuthenticateAsync(user, settings.Password ?? string.Empty, stop);
            }

            await client.SendAsync(mail, stop);
            await client.DisconnectAsync(true, stop);
        }
        catch (AuthenticationException exception)
        {
            throw new AlertNotSentException("the mail server refuses user or password", exception);
        }
        catch (SmtpCommandException exception)
        {
            throw new AlertNotSentException($"the mail server answered {(int)exception.StatusCode} ({exception.ErrorCode})", exception);
        }
        catch (Exception exception) when (exception is SocketException or IOException or ProtocolException or SslHandshakeException
            or ServiceNotConnectedException or NotSupportedException)
        {
            throw new AlertNotSentException($"the mail server can't be used: {exception.GetType().Name}", exception);
        }
    }

    private MimeMessage Make(AlertMessage message)
    {
        if (!MailboxAddress.TryParse(message.To.Address, out MailboxAddress? to))
        {
            throw new AlertNotSentException("the address on the list is no mail address");
        }

        MimeMessage mail = new()
        {
            Subject = message.Subject,
            Body = new TextPart("plain") { Text = message.Text },
            Date = message.At,
            MessageId = $"{message.Id}@aed-cabinet",
            Priority = message.Kind == AlertKind.Emergency ? MessagePriority.Urgent : MessagePriority.Normal,
        };
        mail.From.Add(MailboxAddress.Parse(settings.From));
        mail.To.Add(new MailboxAddress(message.To.Name, to.Address));
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mail;
    }
}
