using System.Text;
using AedCabinet.Cell.Plan;
using AedCabinet.Handover;

namespace AedCabinet.Cell.Files;

/// <summary>Writes a cell's files: a folder for each machine, readable by its owner only, for passwords are in it.</summary>
public static class CellFolder
{
    /// <summary>nats-server's configuration.</summary>
    public const string Nats = "nats-server.conf";

    /// <summary>HAProxy's configuration.</summary>
    public const string Haproxy = "haproxy.cfg";

    /// <summary>etcd's configuration.</summary>
    public const string Etcd = "etcd.yml";

    /// <summary>Patroni's configuration.</summary>
    public const string Patroni = "patroni.yml";

    /// <summary>The server's certificate with its key, where HAProxy of a cell expects them.</summary>
    public const string Certificate = "/etc/aed-cell/server.pem";

    private static readonly string[] s_units = ["aed-nats.service", "aed-haproxy.service", "aed-etcd.service", "aed-patroni.service"];

    /// <summary>Writes the files of all machines.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="folder">The folder, made where it is missing.</param>
    /// <param name="listenHost">The address at which cabinets come in.</param>
    /// <param name="certificate">The file with the server's certificate; <c>null</c> for no TLS.</param>
    /// <param name="mostConnections">At most so many; each takes two of HAProxy's file descriptors.</param>
    public static void Write(CellPlan plan, string folder, string listenHost, string? certificate, int mostConnections)
    {
        foreach (CellNode node in plan.Nodes)
        {
            string machine = Path.Combine(folder, node.Name);
            OwnerOnly.CreateFolder(machine);
            Put(machine, Nats, NatsServerFile.Make(plan, node));
            Put(machine, Haproxy, CellTemplate.Haproxy(plan, node, listenHost, certificate, mostConnections));
            Put(machine, Etcd, CellTemplate.Etcd(plan, node));
            Put(machine, Patroni, CellTemplate.Patroni(plan, node));
            foreach (string unit in s_units)
            {
                Put(machine, unit, CellTemplate.Unit(unit, plan, node));
            }
        }
    }

    private static void Put(string folder, string name, string text) =>
        OwnerOnly.Replace(Path.Combine(folder, name), Encoding.UTF8.GetBytes(text));
}
