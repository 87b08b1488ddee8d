using System.Diagnostics;
using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Trial;

/// <summary>
/// One program of a cell that is tried on one machine. A process of the operating system and not of a library, because it is to be
/// killed and paused as a dying machine would do it.
/// </summary>
/// <param name="name">What it is, for example <c>nats-1</c>.</param>
/// <param name="program">The program.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="log">Where what it says goes.</param>
public sealed class CellProcess(string name, string program, IReadOnlyList<string> arguments, string log) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private Process? _process;

    /// <summary>Gets what it is.</summary>
    public string Name => name;

    /// <summary>Gets a value indicating whether it runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Gets the memory that it has, its resident set in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            _process?.Refresh();
            return IsRunning ? _process!.WorkingSet64 : 0;
        }
    }

    private string Id => _process!.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Sends a signal to a process.</summary>
    /// <param name="pid">Its number.</param>
    /// <param name="signal">The signal's name without SIG.</param>
    public static void Signal(string pid, string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, pid]);
        kill.WaitForExit(s_patience);
    }

    /// <summary>Starts it, or starts it again.</summary>
    /// <exception cref="UserErrorException">The program is not installed.</exception>
    public void Start()
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new UserErrorException(
                $"{program} can't be started: {exception.Message} A trial needs Debian's packages: apt-get install nats-server haproxy "
                    + $"etcd-server patroni postgresql.", UserErrorException.Environment);
        }

        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Ends it without a word, as a machine dies (kill -9).</summary>
    public void Kill()
    {
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit(s_patience);
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Holds it, as a machine does that swaps or whose clock of the host stands (SIGSTOP).</summary>
    public void Pause() => Signal(Id, "STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Resume() => Signal(Id, "CONT");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            // A paused one takes no other.
            Signal(Id, "CONT");
            Signal(Id, "TERM");
            _process.WaitForExit(s_patience);
        }

        Kill();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_lock)
            {
                File.AppendAllText(log, line + "\n");
            }
        }
    }
}
