using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Handover;
using AedCabinet.Ledger;
using AedCabinet.Processes;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// Point 8: the same program, the same cabinets and the same proof on one machine with SQLite and one Mosquitto, whose registry is killed
/// and whose broker is started anew.
/// </summary>
internal static class ChaosOneMachine
{
    private const string Registry = "registry";
    private const int Cabinets = 20;

    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_load = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs.</summary>
    /// <param name="options">What is drawn from which seed.</param>
    /// <param name="folder">Where files, data and logs go: empty.</param>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>What it showed.</returns>
    /// <exception cref="UserErrorException">Mosquitto is missing, or does not come up.</exception>
    public static async Task<IReadOnlyList<ChaosFigure>> RunAsync(ChaosOptions options, string folder,
        (string Program, IReadOnlyList<string> Arguments) program, Action<Wording> say, CancellationToken stop)
    {
        int port = FreePort();
        using CellProcess broker = Broker(folder, port);
        broker.Start();
        string file = Path.Combine(folder, "registry.db");
        string password = Path.Combine(folder, "registry.password");
        OwnerOnly.Replace(password, System.Text.Encoding.UTF8.GetBytes(CellSecretsFile.Create() + "\n"));
        using CellProcess registry = new(Registry, program.Program,
            [.. program.Arguments, "--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "--user", Registry,
                "--password-file", password, "--database", file, "--language", "en"],
            Path.Combine(folder, "registry.log"));
        registry.Start();
        await UntilConnectedAsync(registry, stop);
        AckClock acks = new();
        ChaosCabinet[] cabinets = [.. Enumerable.Range(1, Cabinets).Select(number => Cabinet(number, port, acks, options.Seed))];
        try
        {
            foreach (ChaosCabinet cabinet in cabinets)
            {
                cabinet.Start(s_pace);
            }

            await Task.Delay(s_load, stop);
            say(new Wording("kill -9：管理系统", "kill -9: the registry"));
            registry.Kill();
            await Task.Delay(s_load, stop);
            registry.Start();
            await Task.Delay(s_load, stop);
            say(new Wording("重新启动Mosquitto", "Mosquitto is started anew"));
            broker.Dispose();
            broker.Start();
            await ChaosSite.UntilAsync(() => cabinets.All(cabinet => cabinet.IsConnected), s_patience, stop);
            await Task.Delay(s_load, stop);
            say(new Wording("停发，核对", "no more events; the proof"));
            await Task.WhenAll(cabinets.Select(cabinet => cabinet.TellStateAsync(stop)));
            foreach (ChaosCabinet cabinet in cabinets)
            {
                cabinet.Die();
            }

            List<ChaosFigure> figures = [];
            await ChaosProof.JudgeAsync(new ChaosDisk(new SqliteStore(file)), cabinets, figures, stop);
            return [.. figures.Select(figure => figure with { Point = 8, Name = null })];
        }
        finally
        {
            await Task.WhenAll(cabinets.Select(cabinet => cabinet.DisposeAsync().AsTask()));
        }
    }

    private static ChaosCabinet Cabinet(int number, int port, AckClock acks, int seed)
    {
        string code = ChaosOptions.Prefectures[number % ChaosOptions.Prefectures.Count];
        string id = string.Create(CultureInfo.InvariantCulture, $"{code}-{number}");
        return new ChaosCabinet(port, new CellAccount(id, CellSecretsFile.Create(), [], []), ChaosSite.TopicOf(id),
            Convert.FromHexString(ChaosSite.NewKey()), acks, seed + number);
    }

    // Everybody is let in: strangers are the business of the tests with provisioned accounts.
    private static CellProcess Broker(string folder, int port)
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
        return new CellProcess("mosquitto", RunningProgram.Find("mosquitto") ?? "mosquitto", ["-c", file],
            Path.Combine(folder, "mosquitto.log"));
    }

    // Its session at the broker is there from then on: nothing is lost of what comes while it is away.
    private static async Task UntilConnectedAsync(CellProcess registry, CancellationToken stop)
    {
        TimeSpan took = await ChaosSite.UntilAsync(() => registry.TimesSaid("broker: connected") > 0, s_patience, stop);
        if (took >= s_patience)
        {
            throw new UserErrorException(
                new Wording("管理系统没有连上Mosquitto；日志在文件夹里。", "the registry did not connect to Mosquitto; the logs are in the folder.")
                    .In(HostLanguage.IsChinese), UserErrorException.Environment);
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
