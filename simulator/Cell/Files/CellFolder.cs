using System.Text;
using System.Text.Json.Nodes;
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

    /// <summary>The accounts with which the registry reads the streams and sends commands.</summary>
    public const string Accounts = "registry.accounts.json";

    /// <summary>The registry's password at PostgreSQL.</summary>
    public const string DatabasePassword = "registry.password";

    // Of an earlier version: it would be one more worker, at a page's port.
    private const string Former = "aed-registry.service";

    private static readonly string[] s_units = ["aed-nats.service", "aed-haproxy.service", "aed-etcd.service", "aed-patroni.service",
        "aed-worker.service", "aed-page@.service"];

    /// <summary>Writes the files of all machines.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="folder">The folder, made where it is missing.</param>
    /// <param name="listenHost">The address at which cabinets come in.</param>
    /// <param name="certificate">The file with the server's certificate; <c>null</c> for no TLS.</param>
    /// <param name="mostConnections">At most so many; each takes two of HAProxy's file descriptors.</param>
    public static void Write(CellPlan plan, string folder, string listenHost, string? certificate, int mostConnections)
    {
        PasswordHashes hashes = PasswordHashes.From(plan.Nodes.Select(node => Path.Combine(folder, node.Name, Nats)));
        byte[] accounts = PlainJson.Write(new JsonObject(plan.Prefectures.SelectMany(AccountsOf)));
        foreach (CellNode node in plan.Nodes)
        {
            string machine = Path.Combine(folder, node.Name);
            OwnerOnly.CreateFolder(machine);
            Put(machine, Nats, NatsServerFile.Make(plan, node, hashes));
            Put(machine, Haproxy, CellTemplate.Haproxy(plan, node, listenHost, certificate, mostConnections));
            Put(machine, Etcd, CellTemplate.Etcd(plan, node));
            Put(machine, Patroni, CellTemplate.Patroni(plan, node));
            OwnerOnly.Replace(Path.Combine(machine, Accounts), accounts);
            Put(machine, DatabasePassword, plan.Secrets.Database + "\n");
            File.Delete(Path.Combine(machine, Former));
            foreach (string unit in s_units)
            {
                Put(machine, unit, CellTemplate.Unit(unit, plan, node));
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> AccountsOf(PrefectureAccounts prefecture)
    {
        yield return new(prefecture.Worker, prefecture.WorkerPassword);
        string commands = PrefectureAccounts.CommandsOf(prefecture.Code);
        foreach (CellAccount client in prefecture.Clients.Where(client => client.User == commands))
        {
            yield return new(commands, client.Password);
        }
    }

    private static void Put(string folder, string name, string text) =>
        OwnerOnly.Replace(Path.Combine(folder, name), Encoding.UTF8.GetBytes(text));
}
