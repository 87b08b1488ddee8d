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

    // Who keeps it running does not start it again while it is being killed.
    private readonly object _change = new();
    private RunningProgram? _program;

    /// <summary>Gets what it is.</summary>
    public string Name => name;

    /// <summary>Gets a value indicating whether it runs.</summary>
    public bool IsRunning => _program is { HasEnded: false };

    /// <summary>Gets the memory that it has, its resident set in bytes.</summary>
    public long MemoryBytes => IsRunning ? _program!.MemoryBytes : 0;

    /// <summary>Gets its number at the operating system, the latest that it had; 0 before it was started.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Starts it, or starts it again.</summary>
    /// <exception cref="UserErrorException">The program is not installed.</exception>
    public void Start()
    {
        try
        {
            lock (_change)
            {
                _program?.Dispose();
                _program = new RunningProgram(program, arguments, Keep);
                ProcessId = _program.ProcessId;
            }
        }
        catch (Win32Exception exception)
        {
            throw new UserErrorException(
                new Wording(
                    $"无法启动{program}：{exception.Message} 试验需要Debian软件包：apt-get install nats-server haproxy etcd-server patroni postgresql。",
                    $"{program} can't be started: {exception.Message} A trial needs Debian's packages: apt-get install nats-server "
                        + "haproxy etcd-server patroni postgresql.").In(HostLanguage.IsChinese), UserErrorException.Environment);
        }
    }

    /// <summary>Ends it without a word, as a machine dies (kill -9).</summary>
    public void Kill()
    {
        lock (_change)
        {
            _program?.Dispose();
            _program = null;
        }
    }

    /// <summary>Holds it, as a machine does that swaps or whose clock of the host stands (SIGSTOP).</summary>
    public void Pause() => _program!.Pause();

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Resume() => _program!.Resume();

    /// <summary>How many times it has said something.</summary>
    /// <param name="words">A part of a line of its log.</param>
    /// <returns>In how many lines.</returns>
    public int TimesSaid(string words)
    {
        lock (_lock)
        {
            return File.Exists(log) ? File.ReadLines(log).Count(line => line.Contains(words, StringComparison.Ordinal)) : 0;
        }
    }

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
