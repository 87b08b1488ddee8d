using System.Globalization;
using System.Net.Sockets;
using AedCabinet.Contract;
using AedCabinet.Processes;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Fleet;

/// <summary>A Mosquitto that the fleet starts for itself, in a folder of its own, and restarts when the plan says so.</summary>
public sealed class ManagedMosquitto : IDisposable
{
    private const int StartMs = 10000;
    private const int StopMs = 20000;

    private readonly string _program;
    private readonly BrokerAddress _address;
    private readonly DirectoryInfo _folder;
    private RunningProgram? _process;
    private bool _isRestarting;
    private volatile string _saidLast = string.Empty;

    private ManagedMosquitto(string program, BrokerAddress address)
    {
        _program = program;
        _address = address;
        _folder = Directory.CreateTempSubdirectory("aed-fleet-");
        File.WriteAllLines(ConfigurationFile, [
            // Started as root, Mosquitto would change to a user of its own who may not read the folder.
            $"user {Environment.UserName}",
            string.Create(CultureInfo.InvariantCulture, $"listener {address.Port} {address.Host}"),
            "allow_anonymous true",
            "max_connections -1",
            // A registry that is away for a moment must find everything.
            "max_queued_messages 0",
            "persistence true",
            $"persistence_location {_folder.FullName}/",
            $"log_dest file {LogFile}",
            "log_type error",
            "log_type warning",
            "log_type notice",
            "connection_messages false",
        ]);
    }

    /// <summary>Gets the processor time it has used since its last start.</summary>
    public TimeSpan ProcessorTime => _process?.ProcessorTime ?? TimeSpan.Zero;

    private string LogFile => Path.Combine(_folder.FullName, "mosquitto.log");

    private string ConfigurationFile => Path.Combine(_folder.FullName, "mosquitto.conf");

    /// <summary>Looks for Mosquitto where programs and services are.</summary>
    /// <returns>Its path, or <c>null</c> when it is not installed.</returns>
    public static string? FindProgram() => RunningProgram.Find("mosquitto");

    /// <summary>Starts one.</summary>
    /// <param name="address">Where it is to listen.</param>
    /// <returns>The running broker.</returns>
    /// <exception cref="UserErrorException">Mosquitto is missing or doesn't start.</exception>
    public static async Task<ManagedMosquitto> StartAsync(BrokerAddress address)
    {
        string? program = FindProgram();
        if (program is null)
        {
            throw new UserErrorException(
                "--own-broker: mosquitto is missing; install it (Debian: apt-get install mosquitto), or name a broker that runs with "
                    + "--broker HOST:PORT.", UserErrorException.Environment);
        }

        ManagedMosquitto broker = new(program, address);
        try
        {
            if (await broker.IsListeningAsync())
            {
                throw new UserErrorException(
                    $"--own-broker: something listens on {address} already; stop it, choose another port with --broker HOST:PORT, or "
                        + $"leave --own-broker out to use it.", UserErrorException.Environment);
            }

            await broker.StartAsync();
            return broker;
        }
        catch
        {
            broker.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a service manager does, and starts it again.</summary>
    /// <returns>When it listens again.</returns>
    /// <exception cref="UserErrorException">It doesn't.</exception>
    public async Task RestartAsync()
    {
        _isRestarting = true;
        await _process!.TerminateAsync(StopMs);
        _process.Dispose();
        _process = null;
        await StartAsync();
        _isRestarting = false;
    }

    /// <summary>Checks that it runs, unless it is just being restarted.</summary>
    /// <exception cref="UserErrorException">It has ended by itself.</exception>
    public void CheckRunning()
    {
        if (!_isRestarting && _process is { HasEnded: true })
        {
            throw new UserErrorException(
                $"--own-broker: mosquitto on {_address} has ended by itself, with code {_process.ExitCode}. {_saidLast} {LogText()}",
                UserErrorException.Environment);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        RunningProgram process = RunningProgram.InOwnSession(_program, ["-c", ConfigurationFile], line => _saidLast = line);
        _process = process;
        long untilMs = Environment.TickCount64 + StartMs;
        while (process.HasEnded || !await IsListeningAsync() || process.HasEnded)
        {
            // Our process exited; another process owns the port.
            if (process.HasEnded)
            {
                await process.EndedAsync();
                throw new UserErrorException(
                    $"--own-broker: mosquitto does not start on {_address}: it ended at once. {_saidLast} {LogText()}",
                    UserErrorException.Environment);
            }

            if (Environment.TickCount64 > untilMs)
            {
                throw new UserErrorException(
                    $"--own-broker: mosquitto does not start on {_address}: it does not listen after {StartMs / 1000} s",
                    UserErrorException.Environment);
            }

            await Task.Delay(50);
        }
    }

    private string LogText() => File.Exists(LogFile) ? string.Join("; ", File.ReadLines(LogFile).TakeLast(3)) : string.Empty;

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(_address.Host, _address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
