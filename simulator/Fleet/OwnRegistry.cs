using System.Text;
using AedCabinet.Contract;
using AedCabinet.Processes;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// A registry that the fleet starts as a process of its own, kills without warning and starts anew, and asks at the end for its proof.
/// </summary>
public sealed class OwnRegistry : IDisposable
{
    // The command line, which has "registry" among its commands.
    private const string Program = "AedCabinet.Simulator.dll";

    private const int ConnectMs = 60_000;
    private const int StopMs = 30_000;

    // The line that BrokerSession writes when the broker has kept its session.
    private const string ConnectedWord = "broker: connected";

    private readonly BrokerAddress _broker;
    private readonly FileInfo _database;
    private readonly string[] _more;
    private RunningProgram? _process;
    private bool _isRestarting;
    private volatile string _saidLast = string.Empty;

    private OwnRegistry(BrokerAddress broker, FileInfo database, string[] more)
    {
        _more = more;
        _broker = broker;
        _database = database;
    }

    /// <summary>Gets the memory that it has, its resident set in bytes.</summary>
    public long MemoryBytes => _process?.MemoryBytes ?? 0;

    /// <summary>Starts it, and waits until the broker keeps a session for it.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="database">Its database; made when it is not there.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <param name="more">More of its options.</param>
    /// <returns>The registry.</returns>
    /// <exception cref="UserErrorException">It does not connect within a minute.</exception>
    public static async Task<OwnRegistry> StartAsync(BrokerAddress broker, FileInfo database, CancellationToken stop, params string[] more)
    {
        OwnRegistry registry = new(broker, database, more);
        try
        {
            await registry.StartAsync(stop);
            return registry;
        }
        catch
        {
            registry.Dispose();
            throw;
        }
    }

    /// <summary>Kills it (SIGKILL) and starts it anew.</summary>
    /// <param name="awayMs">For how long it is away, in milliseconds.</param>
    /// <param name="stop">Ends that time early: what it missed is still to come.</param>
    /// <returns>A task that ends when it is connected again.</returns>
    /// <exception cref="UserErrorException">It does not connect within a minute.</exception>
    public async Task KillAsync(int awayMs, CancellationToken stop)
    {
        _isRestarting = true;
        _process!.Kill();
        await Task.Delay(awayMs, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await StartAsync(CancellationToken.None);
        _isRestarting = false;
    }

    /// <summary>Checks that it runs, unless it is just killed and started anew.</summary>
    /// <exception cref="UserErrorException">It has ended by itself.</exception>
    public void CheckRunning()
    {
        if (!_isRestarting && _process is { HasEnded: true })
        {
            throw new UserErrorException(
                $"--own-registry: the registry of {_database.FullName} has ended by itself, with code {_process.ExitCode}; it said last: "
                    + $"{_saidLast}", UserErrorException.Environment);
        }
    }

    /// <summary>Stops it in good order and has the database verified by <c>registry verify</c>.</summary>
    /// <returns>Whether it is clean, and what was said.</returns>
    public async Task<(bool IsClean, string Text)> VerifyAsync()
    {
        await _process!.TerminateAsync(StopMs);
        StringBuilder text = new();
        using RunningProgram verify = Run(
            line =>
            {
                lock (text)
                {
                    text.AppendLine(line);
                }
            },
            "registry",
            "verify",
            "--database",
            _database.FullName);
        await verify.EndedAsync();
        return (verify.ExitCode == 0, text.ToString().Trim());
    }

    /// <inheritdoc/>
    public void Dispose() => _process?.Dispose();

    private static RunningProgram Run(Action<string> said, params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return RunningProgram.InOwnSession(program,
            isHost ? [Path.Combine(AppContext.BaseDirectory, Program), .. arguments] : arguments, said);
    }

    private async Task StartAsync(CancellationToken stop)
    {
        TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process?.Dispose();
        _process = Run(Note,
            ["registry", "--broker", _broker.ToString(), "--database", _database.FullName, "--language", "en", .. _more]);
        Task first = await Task.WhenAny(connected.Task, _process.EndedAsync(CancellationToken.None), Task.Delay(ConnectMs, stop));
        stop.ThrowIfCancellationRequested();
        if (first != connected.Task)
        {
            throw new UserErrorException($"--own-registry: the registry does not connect to {_broker}; it said last: {_saidLast}",
                UserErrorException.Environment);
        }

        void Note(string line)
        {
            _saidLast = line;
            if (line.Contains(ConnectedWord, StringComparison.Ordinal))
            {
                _ = connected.TrySetResult();
            }
        }
    }
}
