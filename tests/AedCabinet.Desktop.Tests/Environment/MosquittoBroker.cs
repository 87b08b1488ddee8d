using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A real Mosquitto on a free port of this host, which can be killed and started again on the same port.</summary>
internal sealed class MosquittoBroker : IDisposable
{
    private readonly string _program = RequiredTool.Find("mosquitto", "mosquitto");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-mosquitto-");
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    /// <summary>Starts one that lets everybody in, without TLS.</summary>
    public MosquittoBroker()
        : this(_ => ["allow_anonymous true"])
    {
    }

    /// <summary>Starts one.</summary>
    /// <param name="prepare">Given a folder for what else it needs; returns the lines of its configuration that follow the listener's.</param>
    public MosquittoBroker(Func<DirectoryInfo, IEnumerable<string>> prepare)
    {
        try
        {
            // As root it would go on as a user of its own, who may not read the folder.
            File.WriteAllLines(ConfigurationFile, [$"user {System.Environment.UserName}", $"listener {Port} 127.0.0.1", .. prepare(_folder)]);
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
        _process = Process.Start(new ProcessStartInfo(_program, ["-c", ConfigurationFile]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? string.Empty);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Waiting.Until(IsListening, $"mosquitto to listen on port {Port}", () => string.Join(System.Environment.NewLine, _output));
    }

    /// <summary>Kills it without a goodbye to anybody.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

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
