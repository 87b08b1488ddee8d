using AedCabinet.Controller;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// What an end-to-end test works in: a real Mosquitto, an ordinary reader whose every message is checked against the contract,
/// and cabinets. Disposing of it fails the test when a cabinet logged an error that the test did not expect.
/// </summary>
internal sealed class TestEnvironment : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-test-");
    private readonly List<SimulatedCabinet> _cabinets = [];
    private readonly ContractValidator _contract;
    private MosquittoReader? _reader;

    public TestEnvironment()
    {
        if (!ContractValidator.IsAvailable)
        {
            RequiredTool.Miss(ContractValidator.WhyNot!);
        }

        _contract = new ContractValidator();
        Broker = new MosquittoBroker();
        _reader = new MosquittoReader(Broker.Port, _contract);
    }

    public ErrorLog Log { get; } = new();

    public MosquittoBroker Broker { get; }

    public MosquittoReader Reader => _reader!;

    public string FlashFolder => Path.Combine(_folder.FullName, "flash");

    /// <summary>Starts the demo cabinet, in this process, against the broker.</summary>
    /// <returns>The running cabinet.</returns>
    public SimulatedCabinet StartCabinet()
    {
        byte[] configuration = ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", Broker.Port));
        SimulatedCabinet cabinet = new(configuration, FlashFolder, new HostNetwork(), 1, ContactParameters.Ideal, Log);
        _cabinets.Add(cabinet);
        cabinet.Start();
        return cabinet;
    }

    /// <summary>A fresh reader, as one that subscribes now: it gets what the broker retained.</summary>
    public void RenewReader()
    {
        _reader!.Dispose();
        _reader = new MosquittoReader(Broker.Port, _contract);
    }

    public void Dispose()
    {
        _cabinets.ForEach(cabinet => cabinet.Dispose());
        _reader!.Dispose();
        Broker.Dispose();
        _contract.Dispose();
        _folder.Delete(recursive: true);
        Assert.IsEmpty(Log.Errors, "The cabinet logged: " + string.Join(System.Environment.NewLine, Log.Errors));
    }
}
