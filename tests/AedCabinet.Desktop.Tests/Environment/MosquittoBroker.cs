using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AedCabinet.Processes;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A real Mosquitto on a free port of this host, which can be killed and started again on the same port.</summary>
internal sealed class MosquittoBroker : IDisposable
{
    private readonly string _path = RequiredTool.Find("mosquitto", "mosquitto");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-mosquitto-");
    private readonly ConcurrentQueue<string> _output = new();
    private RunningProgram? _program;

    /// <summary>Starts one that lets everybody in, without TLS.</summary>
    public MosquittoBroker()
        : this(_ => ["allow_anonymous true"])
    {
    }

    /// <summary>Starts one.</summary>
    /// <param name="prepare">Given a folder for what else it needs; returns the lines of its configuration that follow the
    /// listener's.</param>
    public MosquittoBroker(Func<DirectoryInfo, IEnumerable<string>> prepare)
        : this((folder, port) => [$"listener {port} 127.0.0.1", .. prepare(folder)])
    {
    }

    /// <summary>Starts one with a configuration of its own.</summary>
    /// <param name="configure">Given a folder for what else it needs, and the port at which it is expected to listen; returns its
    /// configuration.</param>
    public MosquittoBroker(Func<DirectoryInfo, int, IEnumerable<string>> configure)
    {
        try
        {
            // Started as root, Mosquitto would change to a user of its own who may not read the folder.
            File.WriteAllLines(ConfigurationFile, [$"user {System.Environment.UserName}", .. configure(_folder, Port)]);
            Start();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Port { get; } = Ports.Free();

    private string ConfigurationFile => Path.Combine(_folder.FullName, "mosquitto.conf");

    /// <summary>Starts it and waits until it listens.</summary>
    public void Start()
    {
        _program = new RunningProgram(_path, ["-c", ConfigurationFile], _output.Enqueue);
        Waiting.Until(IsListening, $"mosquitto to listen on port {Port}", () => string.Join(System.Environment.NewLine, _output));
    }

    /// <summary>Kills it without a goodbye to anybody.</summary>
    public void Kill()
    {
        _program?.Dispose();
        _program = null;
    }

    /// <summary>Stops it as a service is stopped: it saves what waits.</summary>
    public void Stop()
    {
        _program!.TerminateAsync((int)Waiting.Limit.TotalMilliseconds).GetAwaiter().GetResult();
        Kill();
    }

    /// <summary>Has it read its passwords and permissions again.</summary>
    public void Reload() => _program!.Reload();

    /// <summary>The memory it has, kibibytes.</summary>
    /// <returns>Its resident set.</returns>
    public long MemoryKiB() => _program!.MemoryBytes / 1024;

    public void Dispose()
    {
        Kill();
        _folder.Delete(recursive: true);
    }

    private bool IsListening()
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
