using System.Globalization;
using System.Text;
using AedCabinet.Cell.Plan;

namespace AedCabinet.Cell.Files;

/// <summary>
/// The configuration of one nats-server of a cell: the gateway for MQTT, JetStream with three copies of everything, an account for
/// each prefecture. Nothing is acknowledged before two of three nodes have it.
/// </summary>
public static class NatsServerFile
{
    // The contract's largest message has 4 KiB; the packet around it is a little larger.
    private const int MostPayloadBytes = 8192;

    // Of what a client has not acknowledged the gateway hands out no more than this.
    private const int MostUnacknowledged = 100;

    private const string SystemUser = "system";

    /// <summary>Makes the file.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="node">The machine.</param>
    /// <param name="hashes">The hashes of the passwords.</param>
    /// <returns>Its text.</returns>
    public static string Make(CellPlan plan, CellNode node, PasswordHashes hashes)
    {
        StringBuilder text = new();
        Line(text, $"# {plan.Name}, {node.Name}: written by \"registry cell\"; run that again instead of changing it here.");
        Line(text, $"server_name: {Quoted(node.Name)}");
        Line(text, $"listen: {Quoted(At(node.Host, node.Ports.Client))}");
        Line(text, $"http: {Quoted(At(node.Host, node.Ports.Monitor))}");
        Line(text, $"max_payload: {MostPayloadBytes}");
        Line(text, $"max_connections: {Connections(plan)}");
        Line(text, $"jetstream {{ store_dir: {Quoted(Path.Combine(node.DataFolder, "jetstream"))} }}");
        text.Append("mqtt {\n");
        Line(text, $"  listen: {Quoted(At(node.Host, node.Ports.Mqtt))}");
        text.Append("  ack_wait: \"30s\"\n");
        Line(text, $"  max_ack_pending: {MostUnacknowledged}");
        Line(text, $"  stream_replicas: {CellPlan.Machines}");
        text.Append("}\n");
        text.Append("cluster {\n");
        Line(text, $"  name: {Quoted(plan.Name)}");
        Line(text, $"  listen: {Quoted(At(node.Host, node.Ports.Route))}");
        Line(text, $"  authorization {{ user: \"route\", password: {Quoted(plan.Secrets.Routes)} }}");
        Line(text,
            $"  routes: [ {string.Join(", ", plan.Nodes.Select(
                other => Quoted($"nats://route:{plan.Secrets.Routes}@{At(other.Host, other.Ports.Route)}")))} ]");
        text.Append("}\n");
        text.Append("system_account: \"SYS\"\n");
        text.Append("accounts {\n");
        Line(text, $"  SYS {{ users: [ {{ user: \"system\", password: {Hashed(hashes, SystemUser, plan.Secrets.System)} }} ] }}");
        foreach (PrefectureAccounts prefecture in plan.Prefectures)
        {
            AddPrefecture(text, prefecture, hashes);
        }

        return text.Append("}\n").ToString();
    }

    private static void AddPrefecture(StringBuilder text, PrefectureAccounts prefecture, PasswordHashes hashes)
    {
        Line(text, $"  {prefecture.Account} {{");
        text.Append("    jetstream: enabled\n    users: [\n");
        Line(text,
            $"      {{ user: {Quoted(prefecture.Worker)}, password: {Hashed(hashes, prefecture.Worker, prefecture.WorkerPassword)}, ",
            $"allowed_connection_types: [\"STANDARD\"] }}");
        foreach (CellAccount client in prefecture.Clients)
        {
            string permissions = $"publish: {{ {Permission(client.Publishes)} }}, subscribe: {{ {Permission(client.Subscribes)} }}";
            Line(text,
                $"      {{ user: {Quoted(client.User)}, password: {Hashed(hashes, client.User, client.Password)}, ",
                $"permissions: {{ {permissions} }}, allowed_connection_types: [\"MQTT\"] }}");
        }

        text.Append("    ]\n  }\n");
    }

    // A subscription with QoS 1 would need "$MQTT.sub.>": nobody has it. Each would be a consumer that the cluster must elect a
    // leader for, and after a node's death such subscriptions came back late or not at all.
    private static string Permission(IReadOnlyList<string> filters) => filters.Count == 0
        ? "deny: [ \">\" ]"
        : $"allow: [ {string.Join(", ", filters.SelectMany(NatsSubject.OfFilter).Select(Quoted))} ]";

    // Twice as many as there are clients: who lost its network is back before its old connection is given up.
    private static int Connections(CellPlan plan) => Math.Max(1024, 2 * plan.Clients);

    private static string Hashed(PasswordHashes hashes, string user, string password) => Quoted(hashes.Of(user, password));

    private static string At(string host, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(host.Contains(':') ? $"[{host}]" : host)}:{port}");

    private static string Quoted(string text) => $"\"{text}\"";

    private static void Line(StringBuilder text, params FormattableString[] parts) =>
        text.AppendJoin(string.Empty, parts.Select(FormattableString.Invariant)).Append('\n');
}
