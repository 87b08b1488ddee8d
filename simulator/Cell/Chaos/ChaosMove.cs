using System.Diagnostics;
using System.Globalization;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Terminal;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// A registry with SQLite and one Mosquitto is moved onto the cell by the commands of MOVE.md, while its cabinets send events and go over
/// one after the other.
/// </summary>
internal static class ChaosMove
{
    private const string Old = "old";
    private const double MostGapSeconds = 10;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(20);

    /// <summary>Moves.</summary>
    /// <param name="site">The cell, whose workers do not run yet, and its cabinets.</param>
    /// <param name="folder">Where files, data and logs go.</param>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="start">Starts the cabinets.</param>
    /// <param name="figures">Where the figures go.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When all of it is on the cell.</returns>
    /// <exception cref="UserErrorException">A program is missing or does not come up, or a command of the move refused.</exception>
    public static async Task RunAsync(ChaosSite site, string folder, (string Program, IReadOnlyList<string> Arguments) program,
        Action start, ICollection<ChaosFigure> figures, Action<Wording> say, CancellationToken stop)
    {
        string place = Path.Combine(folder, Old);
        Directory.CreateDirectory(place);
        using OneMachine machine = await OneMachine.StartAsync(place, program, stop);
        foreach (ChaosCabinet cabinet in site.Cabinets)
        {
            cabinet.GoTo(machine.Port);
        }

        start();
        await machine.BreakAsync(site.Cabinets, say, stop);
        ChaosKills.Restart(site);

        say(new Wording("单元开始保留消息；复制数据库", "the cell keeps what comes from now on; the database is copied"));
        string machineFiles = Path.Combine(site.Cell.Folder, site.Cell.Plan.Nodes[0].Name);
        string[] move = ["move", "--database", machine.Database, "--to", site.Cell.Database!.ConnectionStringWithoutPassword("registry"),
            "--database-password-file", Path.Combine(machineFiles, CellFolder.DatabasePassword), "--language", "en"];
        await RunAsync(program,
        [
            .. move, "--no-switch", "--source", "jetstream",
            .. site.Cell.Plan.Nodes.SelectMany(node => new[] { "--stream", At(node.Ports.Client) }),
            "--stream-accounts", Path.Combine(machineFiles, CellFolder.Accounts),
        ], stop);
        string file = Path.Combine(place, "bridge.conf");
        string data = Path.Combine(place, "bridge");
        Directory.CreateDirectory(data);
        await File.WriteAllTextAsync(file, (Environment.IsPrivilegedProcess ? "user root\n" : string.Empty)
            + BridgeFile.Make(site.Cell.Plan, At(machine.Port), At(site.Cell.CabinetPort), null, data, OneMachine.FreePort()), stop);
        using CellProcess bridge = OneMachine.Mosquitto("bridge", place, file);
        bridge.Start();
        foreach (string prefecture in ChaosOptions.Prefectures)
        {
            while (await site.Leaders.WaitingAsync(prefecture, stop) == 0)
            {
                await Task.Delay(s_look, stop);
            }
        }

        say(new Wording("切换到PostgreSQL，单元的工作进程启动", "the switch to PostgreSQL; the cell's workers start"));
        long began = Stopwatch.GetTimestamp();
        await RunAsync(program, move, stop);
        site.Workers.StartAll();
        await ChaosSite.UntilAsync(() => ChaosOptions.Prefectures.All(code => site.Disk.LeaseOf(code) is not null), s_patience, stop);
        figures.Add(ChaosFigure.Told(8, new Wording("切换：没有管理系统在写的时间", "the switch: nobody writes for"),
            Stopwatch.GetElapsedTime(began).TotalSeconds, ChaosFigure.Seconds, "switchSeconds"));
        figures.Add(ChaosFigure.None(8, "切换后没有自行结束的旧管理系统", "registries on the file that did not end by themselves",
            await ChaosSite.UntilAsync(() => !machine.Registry.IsRunning, s_patience, stop) < s_patience ? 0 : 1));

        say(new Wording("机柜逐台改用单元的地址", "the cabinets go over to the cell, one after the other"));
        foreach (ChaosCabinet cabinet in site.Cabinets)
        {
            cabinet.GoTo(site.Cell.CabinetPort);
            await Task.Delay(s_between, stop);
        }

        await ChaosSite.UntilAsync(() => site.Cabinets.All(cabinet => cabinet.IsConnected), s_patience, stop);

        // What the bridge still holds is acknowledged to its cabinet: it ends once all of that is on disk.
        await ChaosProof.UntilOnDiskAsync(site, s_patience, stop);
        ChaosKills.AddTime(figures, 8, "迁移期间：最长无PUBACK", "during the move: longest without a PUBACK",
            site.Acks.Values.Max(clock => clock.LongestGap), MostGapSeconds, site, "movePuback");
    }

    private static async Task RunAsync((string Program, IReadOnlyList<string> Arguments) program, IReadOnlyList<string> arguments,
        CancellationToken stop)
    {
        BufferedCommandResult result = await Cli.Wrap(program.Program).WithArguments([.. program.Arguments, .. arguments])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(stop);
        if (result.ExitCode != 0)
        {
            throw new UserErrorException(
                string.Create(CultureInfo.InvariantCulture,
                    $"registry move: {result.ExitCode}: {result.StandardOutput}{result.StandardError}"), UserErrorException.Environment);
        }
    }

    private static string At(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
