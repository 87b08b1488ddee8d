using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Handover;
using AedCabinet.Processes;
using AedCabinet.Terminal;
using CliWrap;
using Npgsql;

namespace AedCabinet.Cell.Trial;

/// <summary>The three PostgreSQL of a trial, kept by Patroni over three etcd; all of it processes of this machine.</summary>
public sealed class TrialDatabase : IDisposable
{
    private const string PostgresUser = "postgres";

    // The registry's user and its database.
    private const string Registry = "registry";

    private static readonly TimeSpan s_startPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_abandonPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    private readonly CellPlan _plan;
    private readonly string _folder;
    private readonly CellProcess[] _etcd;
    private readonly CellProcess[] _patroni;

    /// <summary>Initializes a new instance of the <see cref="TrialDatabase"/> class.</summary>
    /// <param name="plan">The cell, whose files are written.</param>
    /// <param name="folder">The folder with its files.</param>
    public TrialDatabase(CellPlan plan, string folder)
    {
        _plan = plan;
        _folder = folder;
        _etcd = [.. plan.Nodes.Select(
            node => new CellProcess("etcd-" + node.Name, "etcd", ["--config-file", Path.Combine(folder, node.Name, CellFolder.Etcd)],
                Path.Combine(folder, node.Name + "-etcd.log")))];
        _patroni = [.. plan.Nodes.Select(node => Patroni(node, folder))];
    }

    /// <summary>Gets the three etcd.</summary>
    public IReadOnlyList<CellProcess> Etcd => _etcd;

    /// <summary>Gets the three Patroni, each with its PostgreSQL.</summary>
    public IReadOnlyList<CellProcess> Keepers => _patroni;

    /// <summary>Starts all of it.</summary>
    /// <exception cref="UserErrorException">A program is missing.</exception>
    public void Start()
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            LetPostgresIn();
        }

        foreach (CellNode node in _plan.Nodes)
        {
            GiveToPostgres(node);
        }

        foreach (CellProcess process in _etcd.Concat(_patroni))
        {
            process.Start();
        }
    }

    /// <summary>Waits until one leads and another has all that it has.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The place of the one that leads.</returns>
    /// <exception cref="UserErrorException">None does, for two minutes.</exception>
    public async Task<int> WaitForPrimaryAsync(CancellationToken stop)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_startPatience);
        while (!limit.IsCancellationRequested)
        {
            if (await PrimaryAsync(http, limit.Token) is { } place)
            {
                return place;
            }

            await Task.Delay(s_look, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        stop.ThrowIfCancellationRequested();
        throw new UserErrorException(
            new Wording($"试验的PostgreSQL在{s_startPatience.TotalSeconds}秒内没有选出主库；日志在单元文件旁边：{_folder}",
                $"no PostgreSQL of the trial leads within {s_startPatience.TotalSeconds} s; the logs are beside the cell's files: "
                    + _folder)
                .In(HostLanguage.IsChinese), UserErrorException.Environment);
    }

    /// <summary>The database's address, with all three machines: whichever leads is found.</summary>
    /// <param name="user">The user.</param>
    /// <param name="password">The password.</param>
    /// <param name="database">The database.</param>
    /// <returns>What Npgsql connects with.</returns>
    public string ConnectionString(string user, string password, string database = Registry) =>
        $"{ConnectionStringWithoutPassword(user, database)};Password={password}";

    /// <summary>The same as it may stand on a command line.</summary>
    /// <param name="user">The user.</param>
    /// <param name="database">The database.</param>
    /// <returns>What Npgsql connects with, given the password.</returns>
    public string ConnectionStringWithoutPassword(string user, string database = Registry) => string.Create(
        CultureInfo.InvariantCulture,
        $"Host={string.Join(',', _plan.Nodes.Select(node => $"{node.Host}:{node.Ports.Database}"))};Username={user};"
            + $"Database={database};Target Session Attributes=primary;Timeout=3");

    /// <summary>Makes the registry's database, where it is missing.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When it is there.</returns>
    public async Task CreateRegistryAsync(CancellationToken stop)
    {
        await using NpgsqlMultiHostDataSource source = new NpgsqlDataSourceBuilder(
            ConnectionString(PostgresUser, _plan.Secrets.Superuser, PostgresUser)).BuildMultiHost();
        await using NpgsqlCommand find = source.CreateCommand($"SELECT 1 FROM pg_database WHERE datname = '{Registry}'");
        if (await find.ExecuteScalarAsync(stop) is null)
        {
            await using NpgsqlCommand create = source.CreateCommand($"CREATE DATABASE {Registry} OWNER {Registry}");
            await create.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>Kills a machine's database, its keeper too (kill -9).</summary>
    /// <param name="place">The machine.</param>
    public void Kill(int place)
    {
        _patroni[place].Kill();
        RunningProgram.KillOrphan(Postmaster(place)!.Value);
    }

    /// <summary>Ends all of it at once: nobody needs what it has any more.</summary>
    /// <returns>When all of it has ended.</returns>
    public async Task AbandonAsync()
    {
        Parallel.ForEach(_patroni.Concat(_etcd), process => process.Kill());
        int[] postmasters = [.. Enumerable.Range(0, _patroni.Length).Select(Postmaster).OfType<int>()];
        long began = Stopwatch.GetTimestamp();
        while (postmasters.Any(RunningProgram.QuitOrphan) && Stopwatch.GetElapsedTime(began) < s_abandonPatience)
        {
            await Task.Delay(s_look / 5);
        }
    }

    /// <summary>Gives a machine an empty folder for its data, as a new machine has it.</summary>
    /// <param name="place">The machine, on which nothing of it runs.</param>
    public void MakeFolder(int place)
    {
        Directory.Delete(_plan.Nodes[place].DataFolder, true);
        OwnerOnly.CreateFolder(_plan.Nodes[place].DataFolder);
        GiveToPostgres(_plan.Nodes[place]);
    }

    /// <summary>Starts a machine's database again.</summary>
    /// <param name="place">The machine.</param>
    public void Restart(int place) => _patroni[place].Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Patroni stops its PostgreSQL when it is asked to end, some seconds each, and needs etcd for that.
        Parallel.ForEach(_patroni, process => process.Dispose());
        Parallel.ForEach(_etcd, process => process.Dispose());
    }

    // PostgreSQL refuses to run as root; a trial in a container often is.
    private static CellProcess Patroni(CellNode node, string folder)
    {
        string file = Path.Combine(folder, node.Name, CellFolder.Patroni);
        string log = Path.Combine(folder, node.Name + "-patroni.log");
        return Environment.IsPrivilegedProcess
            ? new CellProcess("patroni-" + node.Name, "setpriv",
                ["--reuid", PostgresUser, "--regid", PostgresUser, "--init-groups", "patroni", file], log)
            : new CellProcess("patroni-" + node.Name, "patroni", [file], log);
    }

    [UnsupportedOSPlatform("windows")]
    private void LetPostgresIn()
    {
        for (DirectoryInfo? above = Directory.GetParent(_folder); above is not null; above = above.Parent)
        {
            if (!above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                throw new UserErrorException(
                    new Wording(
                        $"其他用户不能进入{above.FullName}，而试验的PostgreSQL以用户“{PostgresUser}”运行。请换一个文件夹，例如/var/tmp下的，"
                            + "或以普通用户身份运行试验。",
                        $"{above.FullName} is closed to others, and PostgreSQL of a trial runs as the user \"{PostgresUser}\". Choose "
                            + "another folder, for example below /var/tmp, or run the trial as an ordinary user.")
                        .In(HostLanguage.IsChinese), UserErrorException.Environment);
            }
        }

        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
    }

    private void GiveToPostgres(CellNode node)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        Cli.Wrap("chown")
            .WithArguments(["-R", PostgresUser + ":", Path.Combine(_folder, node.Name)])
            .ExecuteAsync()
            .GetAwaiter()
            .GetResult();
    }

    // PostgreSQL's own process: Patroni lets it go when it starts it.
    private int? Postmaster(int place)
    {
        string file = Path.Combine(_plan.Nodes[place].DataFolder, "postgresql", "postmaster.pid");
        try
        {
            return int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out int number) ? number : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private async Task<int?> PrimaryAsync(HttpClient http, CancellationToken stop)
    {
        for (int place = 0; place < _plan.Nodes.Count; place++)
        {
            try
            {
                CellNode node = _plan.Nodes[place];
                using HttpResponseMessage primary = await http.GetAsync($"http://{node.Host}:{node.Ports.Patroni}/primary", stop);
                if (!primary.IsSuccessStatusCode)
                {
                    continue;
                }

                using JsonDocument cluster = JsonDocument.Parse(
                    await http.GetStringAsync($"http://{node.Host}:{node.Ports.Patroni}/cluster", stop));
                if (cluster.RootElement.GetProperty("members").EnumerateArray()
                    .Any(member => member.GetProperty("role").GetString() == "sync_standby"))
                {
                    return place;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException)
            {
                // Not yet, or not any more.
            }
        }

        return null;
    }
}
