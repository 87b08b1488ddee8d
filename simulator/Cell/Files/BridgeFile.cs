using System.Globalization;
using System.Text;
using AedCabinet.Cell.Plan;

namespace AedCabinet.Cell.Files;

/// <summary>
/// The configuration of a Mosquitto between an earlier broker and a cell: what cabinets still say there comes to the cell, and commands go
/// there. At a cell an account holds one prefecture, so the bridge has a connection for each.
/// </summary>
public static class BridgeFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "bridge.conf";

    /// <summary>Where the certificate lies of who signed both servers' certificates.</summary>
    public const string Authority = "/etc/aed-bridge/ca.pem";

    /// <summary>Where the bridge keeps what it has not handed on yet.</summary>
    public const string Folder = "/var/lib/aed-bridge";

    /// <summary>A port of its machine, at which nobody comes in.</summary>
    public const int Port = 1884;

    /// <summary>Makes it.</summary>
    /// <param name="plan">The cell, with the bridge's accounts.</param>
    /// <param name="from">The earlier broker, <c>HOST:PORT</c>.</param>
    /// <param name="to">Where cabinets come in at the cell, <c>HOST:PORT</c>.</param>
    /// <param name="authority">The file with the certificate of who signed both servers' certificates; <c>null</c> without TLS.</param>
    /// <param name="folder">Where the bridge keeps what it has not handed on yet.</param>
    /// <param name="port">A free port of its machine, at which nobody comes in.</param>
    /// <returns>Its text.</returns>
    public static string Make(CellPlan plan, string from, string to, string? authority, string folder, int port)
    {
        StringBuilder text = new();
        Line(text, $"# Written by \"registry cell write\". It holds passwords: readable by the user of Mosquitto only.");
        Line(text, $"listener {port} 127.0.0.1");
        Line(text, $"allow_anonymous true");
        Line(text, $"persistence true");
        Line(text, $"persistence_location {folder.TrimEnd('/')}/");
        Line(text, $"max_queued_messages 0");
        Line(text, $"");
        Line(text,
            $"# At the earlier broker an account that may read what cabinets write and write commands: put its name and password here.");
        AddConnection(text, "old", from, authority, "bridge", "PASSWORD");
        foreach (CellAccount account in Accounts(plan))
        {
            AddTopics(text, account.Publishes, "in 1");
            AddTopics(text, account.Subscribes, "out 1");
        }

        foreach (CellAccount account in Accounts(plan))
        {
            Line(text, $"");
            AddConnection(text, account.User, to, authority, account.User, account.Password);

            // A cell refuses subscriptions with QoS 1, and a client that says by a bit of its version that it is a bridge.
            Line(text, $"bridge_protocol_version mqttv311");
            Line(text, $"try_private false");
            AddTopics(text, account.Publishes, "out 1");
            AddTopics(text, account.Subscribes, "in 0");
        }

        return text.ToString();
    }

    private static IEnumerable<CellAccount> Accounts(CellPlan plan) => plan.Prefectures.SelectMany(prefecture =>
        prefecture.Clients.Where(client => client.User == PrefectureAccounts.BridgeUser(prefecture.Code)));

    private static void AddConnection(StringBuilder text, string name, string address, string? authority, string user, string password)
    {
        Line(text, $"connection {name}");
        Line(text, $"address {address}");
        Line(text, $"remote_clientid {user}");
        Line(text, $"remote_username {user}");
        Line(text, $"remote_password {password}");
        Line(text, $"cleansession false");
        Line(text, $"notifications false");
        Line(text, $"restart_timeout 1 8");
        if (authority is not null)
        {
            Line(text, $"bridge_cafile {authority}");
        }
    }

    private static void AddTopics(StringBuilder text, IEnumerable<string> filters, string direction)
    {
        foreach (string filter in filters)
        {
            Line(text, $"topic {filter} {direction}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
