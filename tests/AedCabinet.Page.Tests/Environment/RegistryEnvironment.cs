using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Handover;
using AedCabinet.Ledger;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Page.Tests.Environment;

/// <summary>
/// A registry with a database as a process of its own, a broker, one cabinet that runs the firmware and answers commands, and the
/// messages of several hundred others. Disposing of it fails the test on any error that was logged.
/// </summary>
internal sealed class RegistryEnvironment : IDisposable
{
    /// <summary>How many cabinets there are beside the one that runs.</summary>
    public const int Others = 300;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-registry-");
    private readonly ErrorLog _log = new();
    private readonly MosquittoBroker _broker = new();
    private readonly BrokerAddress _address;
    private readonly SimulatorProcess _registry;
    private readonly LedgerStore _store;

    private RegistryEnvironment(string? connection, string[] more)
    {
        string[] store = connection is null ? ["--database", DatabaseFile] : ["--store", "postgres", "--database", connection];
        _store = connection is null ? new SqliteStore(DatabaseFile) : new PostgresStore(connection, null);
        _address = new BrokerAddress("127.0.0.1", _broker.Port);
        byte[] configuration = ConfigurationSource.Load(null, _address);
        Cabinet = Build(configuration, "flash");
        WriteKeys(_folder, configuration, ConfigurationSource.LoadDemo(DemoCabinet.All[1], _address));
        int port = Ports.Free();
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        _registry = new SimulatorProcess(
            ["registry", "--broker", _address.ToString(), .. store, "--http",
                port.ToString(CultureInfo.InvariantCulture), "--provisioned", _folder.FullName, .. more]);
    }

    /// <summary>Gets where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Gets the cookies of the administrator, who is logged in.</summary>
    public CookieContainer Login { get; private set; } = new();

    /// <summary>Gets the cabinet that runs.</summary>
    public SimulatedCabinet Cabinet { get; }

    /// <summary>Gets where its ledgers are.</summary>
    public LedgerStore Store => _store;

    /// <summary>Gets or sets a value indicating whether the registry is given reason to complain.</summary>
    public bool ExpectsErrors { get; set; }

    private string DatabaseFile => Path.Combine(_folder.FullName, "registry.db");

    /// <summary>Starts all of it.</summary>
    /// <param name="more">More arguments of the registry.</param>
    /// <returns>The environment.</returns>
    public static Task<RegistryEnvironment> StartAsync(params string[] more) => StartOnAsync(null, more);

    /// <summary>Starts all of it on a store of its own.</summary>
    /// <param name="connection">How to get in at PostgreSQL; <c>null</c> for a file.</param>
    /// <param name="more">More arguments of the registry.</param>
    /// <returns>The environment.</returns>
    public static async Task<RegistryEnvironment> StartOnAsync(string? connection, params string[] more)
    {
        RegistryEnvironment environment = new(connection, more);
        environment._registry.AwaitOutput("broker: connected to");
        environment.Cabinet.Start();
        await environment.PublishOthersAsync();
        Waiting.Until(() => environment.KeptStates() >= Others, "the others' states to be kept");
        environment.Login = await PageEnvironment.LogInAsync(environment._store, environment.Address);
        return environment;
    }

    /// <summary>Starts a second cabinet that runs the firmware: a station, with a kit and an SOS button.</summary>
    /// <returns>The cabinet, the caller's to end.</returns>
    public SimulatedCabinet StartStation()
    {
        SimulatedCabinet station = Build(ConfigurationSource.LoadDemo(DemoCabinet.All[1], _address), "station");
        station.Start();
        return station;
    }

    /// <summary>Publishes a message.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="text">Its payload.</param>
    /// <returns>When the broker has it.</returns>
    public async Task PublishAsync(string topic, string text)
    {
        using IMqttClient client = await ConnectAsync();
        await SendAsync(client, topic, text);
        await client.DisconnectAsync();
    }

    /// <summary>One of the other cabinets tells an emergency.</summary>
    /// <param name="number">Which of them, below <see cref="Others"/>.</param>
    /// <param name="at">When it happened.</param>
    /// <returns>When the broker has it.</returns>
    public Task PressSosAsync(int number, DateTimeOffset at)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"FL-{number:D4}");
        string topic = number % 2 == 0 ? $"aed/v1/1504/150402/education/{id}" : $"aed/v1/1507/150781/transport/{id}";
        return PublishAsync(topic + "/event",
            $$$"""{"id":"{{{id}}}","event":"sos.pressed","severity":"emergency","boot":1,"seq":2,"time":"{{{at.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}}}","uptimeMs":5000,"data":{}}""");
    }

    /// <summary>Where one of the others hangs: the even ones along a road in Chifeng, the odd ones along one in Hulunbuir.</summary>
    /// <param name="number">Which of them, below <see cref="Others"/>.</param>
    /// <returns>Degrees WGS-84.</returns>
    public static (double Latitude, double Longitude) PlaceOf(int number) =>
        (number % 2 == 0 ? 42.2 : 49.2, (number % 2 == 0 ? 118.9 : 119.7) + (number * 0.001));

    /// <summary>Writes what provisioning gives a registry of these cabinets.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="configurations">The cabinets.</param>
    public static void WriteKeys(DirectoryInfo folder, params byte[][] configurations)
    {
        RegistryFiles files = RegistryFiles.Load(folder.FullName);
        foreach (JsonNode root in configurations.Select(configuration => JsonNode.Parse(configuration)!))
        {
            string topic = string.Join('/', new[] { "prefecture", "county", "sector", "id" }.Select(name => root[name]!.GetValue<string>())
                .Prepend("aed/v1"));
            files.Put(root["id"]!.GetValue<string>(), new RegistryEntry(topic, root["commandKey"]!.GetValue<string>(), 1),
                "not asked for here");
        }

        files.Save(() => "not asked for here", null);
    }

    /// <summary>Kills the broker.</summary>
    public void KillBroker() => _broker.Kill();

    /// <inheritdoc/>
    public void Dispose()
    {
        Cabinet.Dispose();
        _registry.Interrupt();
        try
        {
            int code = _registry.AwaitExit();
            Assert.AreEqual(0, code, _registry.Output);
            Assert.IsTrue(ExpectsErrors || !_registry.Output.Contains("ERROR", StringComparison.Ordinal), _registry.Output);
            Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
        }
        finally
        {
            // Whatever is left running takes time from the tests that follow.
            _registry.Dispose();
            _broker.Dispose();
            _folder.Delete(recursive: true);
        }
    }

    private SimulatedCabinet Build(byte[] configuration, string flash) =>
        new(configuration, Path.Combine(_folder.FullName, flash), new HostNetwork(), 1, ContactParameters.Ideal, _log,
            new SimulatedTime(TimeProvider.System));

    private async Task<IMqttClient> ConnectAsync()
    {
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer(_address.Host, _address.Port).Build());
        return client;
    }

    private long KeptStates()
    {
        using LedgerDatabase database = _store.OpenForReading();
        return database.Number("SELECT count(*) FROM readiness WHERE until IS NULL");
    }

    private async Task PublishOthersAsync()
    {
        using IMqttClient client = await ConnectAsync();
        for (int i = 0; i < Others; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"FL-{i:D4}");
            string topic = i % 2 == 0 ? $"aed/v1/1504/150402/education/{id}" : $"aed/v1/1507/150781/transport/{id}";
            bool isReady = i % 50 != 0;
            await SendAsync(client, topic + "/about",
                $$$"""{"id":"{{{id}}}","boot":1,"kind":"aed","name":"第{{{i}}}号机柜","site":{"name":"学校","where":"门厅","indoor":true,"access":"yes","hours":"24/7"},"position":{"lat":{{{Text(PlaceOf(i).Latitude)}}},"lon":{{{Text(PlaceOf(i).Longitude)}}},"datum":"WGS-84"},"contact":{"name":"门卫","phone":"+86 476 000 0000"},"firmware":{"version":"0.1.0"}}""");
            await SendAsync(client, topic + "/online", """{"online":true,"boot":1,"connection":1}""");
            await SendAsync(client, topic + "/event",
                $$$"""{"id":"{{{id}}}","event":"boot.started","severity":"info","boot":1,"seq":1,"clock":"unsynced","uptimeMs":10,"data":{"firmware":"0.1.0","wake":"power-on"}}""");
            await SendAsync(
                client,
                topic + "/state",
                $$$"""{"id":"{{{id}}}","boot":1,"connection":1,"seq":1,"clock":"unsynced","uptimeMs":20,"mode":"normal","ready":{{{(isReady
                    ? "true"
                    : "false")}}},"reasons":[{{{(isReady ? string.Empty
                        : "\"needs-inspection\"")}}}],"doors":{"aed":"closed"},"open":[]}""");
        }

        await client.DisconnectAsync();
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static Task SendAsync(IMqttClient client, string topic, string text) =>
        client.PublishStringAsync(topic, text, MqttQualityOfServiceLevel.AtLeastOnce);
}
