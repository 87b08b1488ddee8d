using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Handover;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// The registry's workers of a chaos: processes of the program itself that share the prefectures by lease, kept running as systemd
/// keeps them.
/// </summary>
internal sealed class ChaosWorkers : IDisposable
{
    // As many as machines, and as prefectures: each has its share.
    private const int Count = CellPlan.Machines;

    private const string Provisioned = "provisioned";

    // As their unit has it (RestartSec).
    private static readonly TimeSpan s_restart = TimeSpan.FromSeconds(2);

    private readonly CellProcess[] _processes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;
    private readonly object _change = new();
    private bool _isAway = true;

    private ChaosWorkers(CellProcess[] processes)
    {
        _processes = processes;
        _keeping = Task.Run(KeepAsync);
    }

    /// <summary>Has them ready to be started.</summary>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="folder">Where the keys and the logs go.</param>
    /// <param name="keys">The cabinets' keys: topic and key, 64 hexadecimal digits, by id.</param>
    /// <returns>They.</returns>
    public static ChaosWorkers Make((string Program, IReadOnlyList<string> Arguments) program, CellTrial cell, string folder,
        IReadOnlyDictionary<string, (string Topic, string Key)> keys)
    {
        string registry = Path.Combine(folder, Provisioned, CabinetIds.RegistryFolder);
        OwnerOnly.CreateFolder(registry);
        OwnerOnly.Replace(Path.Combine(registry, RegistryFiles.Keys), PlainJson.Write(new JsonObject(keys.Select(
            pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonObject
            {
                ["topic"] = pair.Value.Topic,
                ["key"] = pair.Value.Key,
                ["firstBoot"] = 1,
            })))));

        // Its files of one machine, as "cell write" puts them there.
        string machine = Path.Combine(cell.Folder, cell.Plan.Nodes[0].Name);
        string[] arguments =
        [
            .. program.Arguments, "--role", "worker", "--store", "postgres",
            "--database", cell.Database!.ConnectionStringWithoutPassword("registry"),
            "--database-password-file", Path.Combine(machine, CellFolder.DatabasePassword),
            "--source", "jetstream",
            .. cell.Plan.Nodes.SelectMany(node => new[]
            {
                "--stream", string.Create(CultureInfo.InvariantCulture, $"{node.Host}:{node.Ports.Client}"),
            }),
            "--stream-accounts", Path.Combine(machine, CellFolder.Accounts),
            "--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{cell.CabinetPort}"),
            "--provisioned", Path.Combine(folder, Provisioned),
            "--language", "en",

            // Receivers of a trial are on this host.
            "--feed-private-addresses",
        ];
        CellProcess[] processes = [.. Enumerable.Range(1, Count).Select(number =>
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"worker-{number}");
            return new CellProcess(name, program.Program, arguments, Path.Combine(folder, name + ".log"));
        })];
        return new ChaosWorkers(processes);
    }

    /// <summary>The process that a lease names.</summary>
    /// <param name="owner">The lease's owner, <c>HOST/PROCESS/…</c>.</param>
    /// <returns>The process; <c>null</c> when it has ended.</returns>
    public CellProcess? Of(string owner) => owner.Split('/') is [_, string number, ..]
        && int.TryParse(number, CultureInfo.InvariantCulture, out int id)
            ? _processes.FirstOrDefault(process => process.ProcessId == id) : null;

    /// <summary>Ends all of them without a word; they stay away.</summary>
    public void KillAll()
    {
        lock (_change)
        {
            _isAway = true;
            foreach (CellProcess process in _processes)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Starts all of them at once.</summary>
    public void StartAll()
    {
        lock (_change)
        {
            _isAway = false;
            foreach (CellProcess process in _processes)
            {
                process.Start();
            }
        }
    }

    /// <summary>Stops one and starts it again, as <c>systemctl restart</c> does.</summary>
    /// <param name="place">The machine on which it is.</param>
    public void Restart(int place)
    {
        lock (_change)
        {
            _processes[place].Dispose();
            _processes[place].Start();
        }
    }

    /// <summary>Ends one without a word; it is started again.</summary>
    /// <param name="place">The machine on which it is.</param>
    public void Kill(int place) => _processes[place].Kill();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _keeping.GetAwaiter().GetResult();
        Parallel.ForEach(_processes, process => process.Dispose());
        _stop.Dispose();
    }

    private async Task KeepAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(s_restart, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_change)
            {
                foreach (CellProcess process in _processes.Where(process => !_isAway && !process.IsRunning))
                {
                    if (!_stop.IsCancellationRequested)
                    {
                        process.Start();
                    }
                }
            }
        }
    }
}
