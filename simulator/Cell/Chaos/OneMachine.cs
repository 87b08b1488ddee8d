using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Handover;
using AedCabinet.Processes;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>A registry with SQLite and one Mosquitto, each a process that can be killed.</summary>
internal sealed class OneMachine : IDisposable
{
    private const string User = "registry";

    private static readonly TimeSpan s_load = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private OneMachine(string folder, (string Program, IReadOnlyList<string> Arguments) program)
    {
        Port = FreePort();
        Database = Path.Combine(folder, "registry.db");
        Broker = Mosquitto("mosquitto", folder, Written(folder, Port));
        string password = Path.Combine(folder, "old.password");
        OwnerOnly.Replace(password, System.Text.Encoding.UTF8.GetBytes(CellSecretsFile.Create() + "\n"));
        Registry = new CellProcess(User, program.Program,
            [.. program.Arguments, "--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"), "--user", User,
                "--password-file", password, "--database", Database, "--language", "en"],
            Path.Combine(folder, "registry.log"));
    }

    /// <summary>Gets the broker's port, at this host.</summary>
    public int Port { get; }

    /// <summary>Gets the file with the database.</summary>
    public string Database { get; }

    /// <summary>Gets the broker.</summary>
    public CellProcess Broker { get; }

    /// <summary>Gets the registry.</summary>
    public CellProcess Registry { get; }

    /// <summary>Starts both, and waits until the broker keeps what comes for the registry.</summary>
    /// <param name="folder">Where files, data and logs go.</param>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>They.</returns>
    /// <exception cref="UserErrorException">Mosquitto is missing, or does not come up.</exception>
    public static async Task<OneMachine> StartAsync(string folder, (string Program, IReadOnlyList<string> Arguments) program,
        CancellationToken stop)
    {
        OneMachine machine = new(folder, program);
        try
        {
            machine.Broker.Start();
            machine.Registry.Start();
            TimeSpan took = await ChaosSite.UntilAsync(() => machine.Registry.TimesSaid("broker: connected") > 0, s_patience, stop);
            return took < s_patience ? machine : throw new UserErrorException(
                new Wording("管理系统没有连上Mosquitto；日志在文件夹里。", "the registry did not connect to Mosquitto; the logs are in the folder.")
                    .In(HostLanguage.IsChinese), UserErrorException.Environment);
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    /// <summary>A Mosquitto with a file of its own.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="folder">Where its log goes.</param>
    /// <param name="file">The file.</param>
    /// <returns>It, not started.</returns>
    public static CellProcess Mosquitto(string name, string folder, string file) =>
        new("mosquitto", RunningProgram.Find("mosquitto") ?? "mosquitto", ["-c", file], Path.Combine(folder, name + ".log"));

    /// <summary>A port that is free.</summary>
    /// <returns>The port.</returns>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Kills the registry and starts the broker anew, each while events come.</summary>
    /// <param name="cabinets">Who sends them.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When both run again.</returns>
    public async Task BreakAsync(IReadOnlyList<ChaosCabinet> cabinets, Action<Wording> say, CancellationToken stop)
    {
        await Task.Delay(s_load, stop);
        say(new Wording("kill -9：管理系统（单机）", "kill -9: the registry, on one machine"));
        Registry.Kill();
        await Task.Delay(s_load, stop);
        Registry.Start();
        await Task.Delay(s_load, stop);
        say(new Wording("重新启动Mosquitto", "Mosquitto is started anew"));
        await Task.Run(Broker.Dispose, stop);
        Broker.Start();
        await ChaosSite.UntilAsync(() => cabinets.All(cabinet => cabinet.IsConnected), s_patience, stop);
        await Task.Delay(s_load, stop);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Registry.Kill();
        Broker.Kill();
    }

    // Everybody is let in: strangers are the business of the tests with provisioned accounts.
    private static string Written(string folder, int port)
    {
        string data = Path.Combine(folder, "mosquitto");
        Directory.CreateDirectory(data);
        string file = Path.Combine(folder, "mosquitto.conf");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"""
            {(Environment.IsPrivilegedProcess ? "user root" : string.Empty)}
            listener {port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {data}/
            max_queued_messages 0
            max_inflight_messages 200

            """));
        return file;
    }
}
