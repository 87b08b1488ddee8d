using System.Globalization;
using System.Reflection;
using AedCabinet.Cell.Plan;

namespace AedCabinet.Cell.Files;

/// <summary>
/// HAProxy's configuration: TLS ends here, whoever gives another client id than its user is turned away, and only nodes whose
/// JetStream is sound get clients.
/// </summary>
public static class HaproxyFile
{
    /// <summary>The server's certificate with its key, where HAProxy expects them.</summary>
    public const string Certificate = "/etc/haproxy/aed/server.pem";

    private static readonly string s_template = ReadTemplate();

    /// <summary>Makes the file.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="node">The machine on which HAProxy runs.</param>
    /// <param name="listenHost">The address at which cabinets come in.</param>
    /// <param name="certificate">The file with the server's certificate and key; <c>null</c> for no TLS, which is for trials on one machine only.</param>
    /// <param name="mostConnections">At most so many; each takes two of the process's file descriptors.</param>
    /// <returns>Its text.</returns>
    public static string Make(CellPlan plan, CellNode node, string listenHost, string? certificate, int mostConnections) => s_template
        .Replace("{{connections}}", mostConnections.ToString(CultureInfo.InvariantCulture))
        .Replace("{{listen}}", string.Create(CultureInfo.InvariantCulture, $"{listenHost}:{node.Ports.Cabinets}"))
        .Replace("{{tls}}", certificate is null ? string.Empty : $" ssl crt {certificate} ssl-min-ver TLSv1.2")
        .Replace("{{servers}}", string.Join('\n', plan.Nodes.Select(other =>
            string.Create(CultureInfo.InvariantCulture, $"    server {other.Name} {other.Host}:{other.Ports.Mqtt} port {other.Ports.Monitor}"))));

    private static string ReadTemplate()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cell/haproxy.cfg")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
