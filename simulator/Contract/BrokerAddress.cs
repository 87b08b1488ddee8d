using System.Globalization;

namespace AedCabinet.Contract;

/// <summary>Where an MQTT broker listens.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
public sealed record BrokerAddress(string Host, int Port)
{
    /// <summary>Reads <c>HOST:PORT</c>; an IPv6 address stands in brackets.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, or <c>null</c>.</param>
    /// <returns><c>false</c> when it is not of that form.</returns>
    public static bool TryParse(string text, out BrokerAddress? address)
    {
        address = null;
        int colon = text.LastIndexOf(':');
        if (colon < 1
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            || port is < 1 or > 65535)
        {
            return false;
        }

        string host = text[..colon].Trim('[', ']');
        address = new BrokerAddress(host, port);
        return host.Length > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
