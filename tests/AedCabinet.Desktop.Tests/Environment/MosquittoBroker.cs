using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A real Mosquitto on a free port of this host, which can be killed and started again on the same port.</summary>
internal sealed class MosquittoBroker : IDisposable
{
    private readonly string _program = RequiredTool.Find("mosquitto", "mosquitto");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-mosquitto-");
    private Process? _process;

    public MosquittoBroker()
    {
        File.WriteAllText(ConfigurationFile, $"listener {Port} 127.0.0.1{System.Environment.NewLine}allow_anonymous true{System.Environment.NewLine}");
        Start();
    }

    public int Port { get; } = Ports.Free();

    private string ConfigurationFile => Path.Combine(_folder.FullName, "mosquitto.conf");

    /// <summary>Starts it and waits until it listens.</summary>
    public void Start()
    {
        _process = Process.Start(new ProcessStartInfo(_program, ["-c", ConfigurationFile]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Waiting.Until(IsListening, $"mosquitto to listen on port {Port}");
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
