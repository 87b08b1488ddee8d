using System.Globalization;
using System.Reflection;
using AedCabinet.Cell.Plan;

namespace AedCabinet.Cell.Files;

/// <summary>A file of a cell that is written after a template beside this class.</summary>
internal static class CellTemplate
{
    // Above the 165 a second at which 7,215 cabinets come back of themselves (TIMEOUTS.md), below what a gateway bears.
    private const int ConnectionsPerSecond = 200;

    /// <summary>etcd's configuration, of one machine.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="node">The machine.</param>
    /// <returns>The file's text.</returns>
    public static string Etcd(CellPlan plan, CellNode node) => Common("etcd.yml", plan, node)
        .Replace("{{etcd-client}}", Text(node.Ports.EtcdClient))
        .Replace("{{etcd-peer}}", Text(node.Ports.EtcdPeer))
        .Replace("{{peers}}",
            string.Join(',', plan.Nodes.Select(other => $"{other.Name}=http://{other.Host}:{Text(other.Ports.EtcdPeer)}")));

    /// <summary>Patroni's configuration, of one machine.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="node">The machine.</param>
    /// <returns>The file's text.</returns>
    public static string Patroni(CellPlan plan, CellNode node) => Common("patroni.yml", plan, node)
        .Replace("{{patroni}}", Text(node.Ports.Patroni))
        .Replace("{{database}}", Text(node.Ports.Database))
        .Replace("{{etcd}}", string.Join(',', plan.Nodes.Select(other => $"{other.Host}:{Text(other.Ports.EtcdClient)}")))
        .Replace("{{database-password}}", plan.Secrets.Database)
        .Replace("{{superuser-password}}", plan.Secrets.Superuser)
        .Replace("{{replication-password}}", plan.Secrets.Replication);

    /// <summary>HAProxy's configuration.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="node">The machine on which it runs.</param>
    /// <param name="listenHost">The address at which cabinets come in.</param>
    /// <param name="certificate">The file with the server's certificate and key; <c>null</c> for no TLS and no pages, which is for trials
    /// on one machine only.</param>
    /// <param name="mostConnections">At most so many; each takes two of the process's file descriptors.</param>
    /// <returns>The file's text.</returns>
    public static string Haproxy(CellPlan plan, CellNode node, string listenHost, string? certificate, int mostConnections) =>
        (Common("haproxy.cfg", plan, node) + (certificate is null ? string.Empty : Common("pages.cfg", plan, node)))
        .Replace("{{connections}}", Text(mostConnections))
        .Replace("{{rate}}", Text(ConnectionsPerSecond))
        .Replace("{{listen}}", $"{listenHost}:{Text(node.Ports.Cabinets)}")
        .Replace("{{pages-listen}}", $"{listenHost}:{Text(CellPorts.PagesHttps)}")
        .Replace("{{tls}}", certificate is null ? string.Empty : $" ssl crt {certificate} ssl-min-ver TLSv1.2")
        .Replace("{{servers}}", string.Join('\n',
            plan.Nodes.Select(other => $"    server {other.Name} {other.Host}:{Text(other.Ports.Mqtt)} port {Text(other.Ports.Monitor)}")));

    /// <summary>A unit of systemd.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="plan">The cell.</param>
    /// <param name="node">The machine.</param>
    /// <returns>The file's text.</returns>
    public static string Unit(string name, CellPlan plan, CellNode node) => Common(name, plan, node)
        .Replace("{{streams}}", string.Join(' ', plan.Nodes.Select(other => $"--stream {other.Host}:{Text(other.Ports.Client)}")))
        .Replace("{{worker}}", Text(CellPorts.Worker))
        .Replace("{{feeds}}", plan.FeedNetworks is { } networks ? string.Join(' ', networks.Prepend(" --feed-private-addresses")) : "")
        .Replace("{{page-origins}}", string.Join(' ', plan.PageOrigins.Prepend("https://" + node.Host).Distinct()
            .Select(origin => "--page-origin " + origin)))
        .Replace("{{gateway}}", $"{node.Host}:{Text(node.Ports.Mqtt)}")
        .Replace("{{registry-database}}",
            $"Host={string.Join(',', plan.Nodes.Select(other => $"{other.Host}:{Text(other.Ports.Database)}"))};Database=registry;"
                + "Username=registry;Target Session Attributes=primary");

    private static string Common(string name, CellPlan plan, CellNode node)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cell/" + name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n")
            .Replace("{{cell}}", plan.Name)
            .Replace("{{name}}", node.Name)
            .Replace("{{host}}", node.Host)
            .Replace("{{page-1}}", Text(CellPorts.Pages[0]))
            .Replace("{{page-2}}", Text(CellPorts.Pages[1]))
            .Replace("{{data}}", node.DataFolder);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
