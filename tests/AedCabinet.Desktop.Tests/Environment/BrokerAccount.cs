namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>How somebody connects to a broker.</summary>
/// <param name="User">The user; <c>null</c> for none.</param>
/// <param name="Password">The password.</param>
/// <param name="CaFile">The file with the certificate of the broker's authority; <c>null</c> without TLS.</param>
internal sealed record BrokerAccount(string? User = null, string? Password = null, string? CaFile = null)
{
    /// <summary>The arguments of <c>mosquitto_sub</c> and <c>mosquitto_pub</c>.</summary>
    /// <param name="port">The broker's port.</param>
    /// <returns>The arguments.</returns>
    public string[] ToArguments(int port) =>
    [
        "-h", "localhost", "-p", port.ToString(),
        .. User is null ? Array.Empty<string>() : ["-u", User, "-P", Password!],
        .. CaFile is null ? Array.Empty<string>() : ["--cafile", CaFile, "--tls-version", "tlsv1.2"],
    ];
}
