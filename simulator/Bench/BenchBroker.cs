using System.Net.Sockets;
using System.Net;
using AedCabinet.Contract;
using AedCabinet.Simulator.Fleet;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Bench;

/// <summary>A Mosquitto on a free port of this host, for one bench.</summary>
internal sealed class BenchBroker : IDisposable
{
    private readonly ManagedMosquitto _broker;

    private BenchBroker(ManagedMosquitto broker, BrokerAddress address)
    {
        _broker = broker;
        Address = address;
    }

    /// <summary>Gets where it listens.</summary>
    public BrokerAddress Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="bench">The bench's name.</param>
    /// <returns>The running broker.</returns>
    /// <exception cref="UserErrorException">Mosquitto is not installed, or does not start.</exception>
    public static async Task<BenchBroker> StartAsync(string bench)
    {
        if (ManagedMosquitto.FindProgram() is null)
        {
            throw new UserErrorException(
                $"bench: {bench} measures against a Mosquitto of its own, and mosquitto is missing; install it (Debian: apt-get install "
                    + $"mosquitto), or name the other benches with --only.", UserErrorException.WrongInput);
        }

        BrokerAddress address = new(IPAddress.Loopback.ToString(), FreePort());
        return new BenchBroker(await ManagedMosquitto.StartAsync(address), address);
    }

    /// <inheritdoc/>
    public void Dispose() => _broker.Dispose();

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
