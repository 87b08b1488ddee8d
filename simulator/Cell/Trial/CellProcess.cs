using System.ComponentModel;
using AedCabinet.Processes;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Trial;

/// <summary>One program of a cell that is tried on one machine, to be killed and paused as a dying machine would do it.</summary>
/// <param name="name">What it is, for example <c>nats-1</c>.</param>
/// <param name="program">The program.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="log">Where what it says goes.</param>
public sealed class CellProcess(string name, string program, IReadOnlyList<string> arguments, string log) : IDisposable
{
    // A program that doesn't end when it is asked to is killed after this.
    private const int EndMs = 10_000;

    private readonly object _lock = new();
    private RunningProgram? _program;

    /// <summary>Gets what it is.</summary>
    public string Name => name;

    /// <summary>Gets a value indicating whether it runs.</summary>
    public bool IsRunning => _program is { HasEnded: false };

    /// <summary>Gets the memory that it has, its resident set in bytes.</summary>
    public long MemoryBytes => IsRunning ? _program!.MemoryBytes : 0;

    /// <summary>Starts it, or starts it again.</summary>
    /// <exception cref="UserErrorException">The program is not installed.</exception>
    public void Start()
    {
        _program?.Dispose();
        try
        {
            _program = new RunningProgram(program, arguments, Keep);
        }
        catch (Win32Exception exception)
        {
            throw new UserErrorException(
                $"{program} can't be started: {exception.Message} A trial needs Debian's packages: apt-get install nats-server haproxy "
                    + $"etcd-server patroni postgresql.", UserErrorException.Environment);
        }
    }

    /// <summary>Ends it without a word, as a machine dies (kill -9).</summary>
    public void Kill()
    {
        _program?.Dispose();
        _program = null;
    }

    /// <summary>Holds it, as a machine does that swaps or whose clock of the host stands (SIGSTOP).</summary>
    public void Pause() => _program!.Pause();

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Resume() => _program!.Resume();

    /// <inheritdoc/>
    public void Dispose()
    {
        // A paused program takes no other signal before it goes on.
        _program?.Resume();
        _program?.TerminateAsync(EndMs).GetAwaiter().GetResult();
        Kill();
    }

    private void Keep(string line)
    {
        lock (_lock)
        {
            File.AppendAllText(log, line + "\n");
        }
    }
}
