using AedCabinet.Cell.Trial;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// The registry's processes of a chaos, one a prefecture. This is where another way to run them comes in: all that the rest knows
/// of them is a process that takes its prefecture's events to PostgreSQL.
/// </summary>
/// <param name="program">The program and its arguments, given the file with the access.</param>
/// <param name="folder">Where their files and logs go.</param>
public sealed class ChaosWorkers(Func<string, (string Program, IReadOnlyList<string> Arguments)> program, string folder) : IDisposable
{
    private readonly Dictionary<string, CellProcess> _processes = [];

    /// <summary>Starts a prefecture's worker.</summary>
    /// <param name="access">How it gets in.</param>
    public void Start(TrialWorkerAccess access)
    {
        string file = Path.Combine(folder, $"worker-{access.Prefecture}.json");
        access.Write(file);
        (string path, IReadOnlyList<string> arguments) = program(file);
        CellProcess process = new("worker-" + access.Prefecture, path, arguments,
            Path.Combine(folder, $"worker-{access.Prefecture}.log"));
        _processes[access.Prefecture] = process;
        process.Start();
    }

    /// <summary>The worker of a prefecture, to be killed, paused and started again.</summary>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <returns>Its process.</returns>
    public CellProcess Of(string prefecture) => _processes[prefecture];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CellProcess process in _processes.Values)
        {
            process.Dispose();
        }
    }
}
