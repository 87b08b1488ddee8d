using System.Globalization;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Processes;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// The registry's pages of a chaos: processes that serve the API and deliver to receivers, kept running as systemd keeps them.
/// </summary>
internal sealed class ChaosPages : IDisposable
{
    // As on a machine.
    private const int Count = 2;

    // As their unit has it (RestartSec).
    private static readonly TimeSpan s_restart = TimeSpan.FromSeconds(2);

    private readonly (string Program, IReadOnlyList<string> Arguments) _program;
    private readonly string[] _store;
    private readonly CellProcess[] _processes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;

    /// <summary>Initializes a new instance of the <see cref="ChaosPages"/> class and starts them.</summary>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="folder">Where the logs go.</param>
    public ChaosPages((string Program, IReadOnlyList<string> Arguments) program, CellTrial cell, string folder)
    {
        _program = program;
        _store =
        [
            "--store", "postgres", "--database", cell.Database!.ConnectionStringWithoutPassword("registry"),
            "--database-password-file", Path.Combine(cell.Folder, cell.Plan.Nodes[0].Name, CellFolder.DatabasePassword), "--language", "en",
        ];
        int[] ports = [.. Enumerable.Range(0, Count).Select(_ => OneMachine.FreePort())];
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[0]}"));
        _processes = [.. ports.Select((port, place) =>
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"page-{place + 1}");
            return new CellProcess(name, program.Program, [.. program.Arguments, "--role", "page", .. _store, "--http",
                port.ToString(CultureInfo.InvariantCulture), .. ToReceivers], Path.Combine(folder, name + ".log"));
        })];
        foreach (CellProcess process in _processes)
        {
            process.Start();
        }

        _keeping = Task.Run(KeepAsync);
    }

    /// <summary>Gets where the first of them is reached.</summary>
    public Uri Address { get; }

    // Receivers of a trial are on this host.
    private static string[] ToReceivers => ["--feed-private-addresses"];

    /// <summary>Ends one without a word; it is started again.</summary>
    /// <param name="place">Which.</param>
    public void Kill(int place) => _processes[place % Count].Kill();

    /// <summary>Adds a system that may handle emergencies, as an administrator does.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>Its secret.</returns>
    public async Task<string> AddSystemAsync(string name, CancellationToken stop)
    {
        List<string> lines = [];
        using RunningProgram adding = new(_program.Program,
            [.. _program.Arguments, "system", "add", name, "--role", "dispatcher", .. _store], lines.Add, _ => { });
        await adding.EndedAsync(stop);
        return adding.ExitCode == 0 ? lines[^1].Trim() : throw new InvalidOperationException($"system add {name}: {adding.ExitCode}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _keeping.GetAwaiter().GetResult();
        Parallel.ForEach(_processes, process => process.Kill());
        _stop.Dispose();
    }

    private async Task KeepAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(s_restart, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (CellProcess process in _processes.Where(process => !process.IsRunning && !_stop.IsCancellationRequested))
            {
                process.Start();
            }
        }
    }
}
