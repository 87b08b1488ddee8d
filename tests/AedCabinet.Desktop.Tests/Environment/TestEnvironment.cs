using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Platform;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// What an end-to-end test works in: a real Mosquitto, an ordinary reader whose every message is checked against the contract,
/// a proxy that can spoil the connection, and cabinets. Disposing of it fails the test when a cabinet logged an error that the
/// test did not expect.
/// </summary>
internal sealed class TestEnvironment : IDisposable
{
    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-test-");
    private readonly List<SimulatedCabinet> _cabinets = [];
    private readonly BrokerAccount? _readerAccount;
    private readonly FaultProxy? _proxy;
    private readonly MosquittoBroker? _broker;
    private MosquittoReader? _reader;

    public TestEnvironment()
        : this(() => new MosquittoBroker(), null)
    {
    }

    /// <summary>Sets everything up.</summary>
    /// <param name="startBroker">Starts the broker.</param>
    /// <param name="readerAccount">How the reader connects; <c>null</c> for without user and TLS.</param>
    public TestEnvironment(Func<MosquittoBroker> startBroker, BrokerAccount? readerAccount)
    {
        _readerAccount = readerAccount;
        try
        {
            _broker = startBroker();
            _proxy = new FaultProxy(_broker.Port);
            _reader = NewReader();
        }
        catch
        {
            End();
            throw;
        }
    }

    public ErrorLog Log { get; } = new();

    /// <summary>Gets every event that any reader of this environment has seen.</summary>
    public ReceivedEvents Events { get; } = new();

    public MosquittoBroker Broker => _broker!;

    /// <summary>Gets the proxy through which a cabinet may reach the broker.</summary>
    public FaultProxy Proxy => _proxy!;

    public MosquittoReader Reader => _reader!;

    public string FlashFolder => Path.Combine(_folder.FullName, "flash");

    /// <summary>A configuration as a file holds it, Chinese text as it is.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The bytes of <c>cabinet.json</c>.</returns>
    public static byte[] ToBytes(JsonNode configuration) => Encoding.UTF8.GetBytes(configuration.ToJsonString(s_plainText));

    /// <summary>Starts the demo cabinet, in this process, against the broker.</summary>
    /// <returns>The running cabinet.</returns>
    public SimulatedCabinet StartCabinet() => StartCabinet(Broker.Port);

    /// <summary>
    /// Starts the demo cabinet, in this process, with the proxy between it and the broker, and pauses of a second at most.
    /// </summary>
    /// <param name="wallClock">Its time of day, or <c>null</c> for the host's.</param>
    /// <param name="bootClock">The time since its boot, or <c>null</c> for the host's.</param>
    /// <returns>The running cabinet.</returns>
    public SimulatedCabinet StartCabinetBehindProxy(IWallClock? wallClock = null, BootClock? bootClock = null) =>
        StartCabinet(Proxy.Port, null, wallClock, bootClock);

    /// <summary>Starts the demo cabinet, in this process, with settings of the test's.</summary>
    /// <param name="port">The port of its broker.</param>
    /// <param name="configure">Changes its <c>cabinet.json</c>.</param>
    /// <param name="wallClock">Its time of day, or <c>null</c> for the host's.</param>
    /// <param name="bootClock">The time since its boot, or <c>null</c> for the host's.</param>
    /// <param name="time">The time it lives in, or <c>null</c> for one of its own.</param>
    /// <param name="power">Its supply, or <c>null</c> for the usual one.</param>
    /// <param name="flash">The name of its flash where there are several cabinets.</param>
    /// <returns>The running cabinet.</returns>
    public SimulatedCabinet StartCabinet(int port, Action<JsonObject>? configure = null, IWallClock? wallClock = null,
        BootClock? bootClock = null, SimulatedTime? time = null, PowerParameters? power = null, string? flash = null)
    {
        JsonObject configuration = JsonNode.Parse(ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", port)))!.AsObject();
        configuration["broker"]!["maxRetrySeconds"] = 1;
        configure?.Invoke(configuration);
        SimulatedCabinet cabinet = new(
            ToBytes(configuration), Path.Combine(_folder.FullName, flash ?? "flash"), new HostNetwork(), 1, ContactParameters.Ideal, Log,
            time, wallClock, bootClock, power);
        _cabinets.Add(cabinet);
        cabinet.Start();
        return cabinet;
    }

    /// <summary>A fresh reader, as one that subscribes now: it gets what the broker retained.</summary>
    public void RenewReader()
    {
        _reader!.Dispose();
        _reader = NewReader();
    }

    /// <summary>Waits for a line in the cabinets' log.</summary>
    /// <param name="part">A part of it.</param>
    public void AwaitLog(string part) => Waiting.Until(
        () => Log.Lines.Any(line => line.Contains(part, StringComparison.Ordinal)),
        $"the log to say \"{part}\"",
        () => string.Join(System.Environment.NewLine, Log.Lines));

    /// <summary>
    /// Waits until every event of every cabinet started here is there, and fails unless each is there exactly once after
    /// removing doubles; see <see cref="ReceivedEvents.AwaitEveryEventOnce"/>.
    /// </summary>
    /// <param name="expected">The names of the events the test has caused, each as often as it was caused.</param>
    public void AwaitEveryEventOnce(params string[] expected) =>
        Events.AwaitEveryEventOnce(() => _cabinets.Select(cabinet => (cabinet.Id, cabinet.Boot, cabinet.State.LastSeq)), expected);

    public void Dispose()
    {
        End();
        Assert.IsEmpty(Log.Errors, "The cabinet logged: " + string.Join(System.Environment.NewLine, Log.Errors));
    }

    private MosquittoReader NewReader() => new(Broker.Port, Events, _readerAccount);

    // Each is ended whatever becomes of the others: a process left behind would spoil the next test.
    private void End()
    {
        try
        {
            _cabinets.ForEach(cabinet => cabinet.Dispose());
            _proxy?.Dispose();
            _reader?.Dispose();
        }
        finally
        {
            _broker?.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
