using MailKit.Security;

namespace AedCabinet.Alerting;

/// <summary>How mail is sent.</summary>
/// <param name="Host">The mail server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is kept secret.</param>
/// <param name="From">The sender's address.</param>
/// <param name="User">The user's name there; <c>null</c> for none.</param>
public sealed record MailSettings(string Host, int Port, SecureSocketOptions Security, string From, string? User)
{
    /// <summary>Gets the user's password; <c>null</c> for none.</summary>
    internal string? Password { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port}";
}
