namespace AedCabinet.Alerting;

/// <summary>A gateway for short messages, telephone calls or WeChat, to which signed webhooks go.</summary>
/// <param name="Url">Where to.</param>
/// <param name="AllowsPrivate">Whether it may be at an address that is not of the public internet, and without TLS.</param>
public sealed record GatewaySettings(Uri Url, bool AllowsPrivate)
{
    /// <summary>Gets the secret that signs, <c>whsec_</c> and base64.</summary>
    internal string Secret { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => Url.GetLeftPart(UriPartial.Authority);
}
