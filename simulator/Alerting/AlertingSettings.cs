namespace AedCabinet.Alerting;

/// <summary>What the alerting file says: by what those on call are told, and how long is waited. Nothing secret is printed of it.</summary>
public sealed class AlertingSettings
{
    /// <summary>Gets how long nobody may have seen an emergency before the first one on call is told.</summary>
    public TimeSpan FirstAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets how long after one the next on the list is told.</summary>
    public TimeSpan NextAfter { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Gets how long after the last of the list the first is told again.</summary>
    public TimeSpan AgainAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets when the daily digest of maintenance goes out, in China's time.</summary>
    public TimeOnly DigestAt { get; init; } = new(8, 0);

    /// <summary>Gets the address of the registry's page, for the links in messages; <c>null</c> for none.</summary>
    public Uri? Page { get; init; }

    /// <summary>Gets the mail server; <c>null</c> where no mail is sent.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>Gets the gateways by name, for example <c>sms</c>.</summary>
    public IReadOnlyDictionary<string, GatewaySettings> Gateways { get; init; } = new Dictionary<string, GatewaySettings>();
}
