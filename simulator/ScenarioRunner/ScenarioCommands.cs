using System.Globalization;
using System.Text.Json.Nodes;
using System.Text;
using AedCabinet.Contract;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>The commands that somebody sends to a scenario's cabinet: the registry, which has its key, and people who have not.</summary>
/// <param name="world">Where.</param>
/// <param name="setup">The cabinet: its id and its key.</param>
public sealed class ScenarioCommands(ScenarioWorld world, CabinetSetup setup)
{
    private const int LifeMs = 60_000;
    private const string OtherCabinet = "NM-0000-0000";

    private readonly JsonObject _configuration = JsonNode.Parse(setup.Configuration)!.AsObject();
    private string? _last;
    private int _number;
    private long _counter;

    /// <summary>Sends a command as the registry does.</summary>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments, a JSON object as text.</param>
    public void Send(string name, string args) => Deliver(Sign(Id, name, args, LifeMs));

    /// <summary>Sends a command that is signed with another key.</summary>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments.</param>
    public void SendForged(string name, string args)
    {
        JsonObject message = JsonNode.Parse(Sign(Id, name, args, LifeMs))!.AsObject();
        string mac = message["mac"]!.GetValue<string>();
        message["mac"] = (mac[0] == '0' ? '1' : '0') + mac[1..];
        Deliver(message.ToJsonString(PlainJson.Options));
    }

    /// <summary>Sends a command that has expired.</summary>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments.</param>
    public void SendExpired(string name, string args) => Deliver(Sign(Id, name, args, -1000));

    /// <summary>Sends a command that was signed for another cabinet.</summary>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments.</param>
    public void SendForAnother(string name, string args) => Deliver(Sign(OtherCabinet, name, args, LifeMs));

    /// <summary>Sends the latest command once more, byte for byte.</summary>
    /// <exception cref="ScenarioException">There was none.</exception>
    public void Repeat() => Deliver(_last ?? throw new ScenarioException("there is no command to repeat yet"));

    /// <summary>Sends bytes that are no command.</summary>
    public void SendGarbage() => DeliverBytes(Encoding.UTF8.GetBytes("{\"id\":\"c-0\",\"name\":"));

    private string Id => _configuration["id"]!.GetValue<string>();

    private string Sign(string cabinet, string name, string args, long lifeMs)
    {
        string key = _configuration["commandKey"]?.GetValue<string>()
            ?? throw new ScenarioException("the cabinet has no commandKey, so nobody can sign commands for it");
        _number++;
        string id = string.Create(CultureInfo.InvariantCulture, $"c-{_number}");
        DateTimeOffset now = setup.Start + TimeSpan.FromMilliseconds(world.NowMs);
        _counter = Math.Max(_counter + 1, now.ToUnixTimeMilliseconds());
        string expires = (now + TimeSpan.FromMilliseconds(lifeMs)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture);
        return CommandSigner.Sign(cabinet, Convert.FromHexString(key), id, name, args, _counter, expires);
    }

    private void Deliver(string message)
    {
        _last = message;
        DeliverBytes(Encoding.UTF8.GetBytes(message));
    }

    private void DeliverBytes(byte[] message)
    {
        if (!world.Broker.TrySendCommand(message))
        {
            world.Note("the cabinet is not connected: the command does not reach it");
        }
    }
}
