using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using CliWrap;

namespace AedCabinet.Processes;

/// <summary>
/// A program that runs beside ours until it is told to end, and at the latest until this is disposed of. CliWrap starts it and reads
/// what it prints. The operating system's own process is looked at here and nowhere else, for what CliWrap doesn't offer: processor
/// time, memory, and signals: one after which the exit code is still told, and those that pause a program.
/// </summary>
public sealed class RunningProgram : IDisposable
{
    private const int SigHup = 1;
    private const int SigInt = 2;
    private const int SigQuit = 3;
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;
    private const int KilledCode = 137;

    private static readonly string? s_session = Find("setsid");

    private readonly CancellationTokenSource _kill = new();
    private readonly CommandTask<CommandResult> _run;

    /// <summary>Initializes a new instance of the <see cref="RunningProgram"/> class and starts the program.</summary>
    /// <param name="program">Its path, or its name when it is in <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="said">Told each line that it prints; one call at a time for each stream.</param>
    /// <param name="complained">Told each line on standard error; <paramref name="said"/> unless given.</param>
    /// <exception cref="Win32Exception">It can't be started.</exception>
    public RunningProgram(string program, IEnumerable<string> arguments, Action<string> said, Action<string>? complained = null)
        : this(Cli.Wrap(program)
            .WithArguments(arguments)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(said))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(complained ?? said)))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RunningProgram"/> class and starts the program.</summary>
    /// <param name="command">The program, what it is told and where its streams lead. Its exit code is not judged.</param>
    /// <exception cref="Win32Exception">It can't be started.</exception>
    public RunningProgram(Command command) => _run = command.WithValidation(CommandResultValidation.None).ExecuteAsync(_kill.Token);

    /// <summary>Gets a value indicating whether it has ended and everything that it printed was told.</summary>
    public bool HasEnded => _run.Task.IsCompleted;

    /// <summary>Gets its exit code, once it has ended; 137, as the shell calls it, when it was killed here.</summary>
    public int ExitCode => _run.Task.IsCanceled ? KilledCode : _run.Task.GetAwaiter().GetResult().ExitCode;

    /// <summary>Gets its number at the operating system.</summary>
    public int ProcessId => _run.ProcessId;

    /// <summary>Gets the processor time that it has had, 0 once it has ended.</summary>
    public TimeSpan ProcessorTime => Look(process => process.TotalProcessorTime);

    /// <summary>Gets the memory that it has, its resident set in bytes, 0 once it has ended.</summary>
    public long MemoryBytes => Look(process => process.WorkingSet64);

    /// <summary>
    /// Starts a program in a session of its own where there is <c>setsid</c>: the terminal's Ctrl-C is for the one who started it, and
    /// who still needs it.
    /// </summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="said">Told each line that it prints, on either stream.</param>
    /// <returns>The running program.</returns>
    public static RunningProgram InOwnSession(string program, IEnumerable<string> arguments, Action<string> said) =>
        s_session is null ? new RunningProgram(program, arguments, said) : new RunningProgram(s_session, [program, .. arguments], said);

    /// <summary>Looks for a program where programs and services are.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its path, or <c>null</c> when it is not installed.</returns>
    public static string? Find(string name)
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Concat(["/usr/sbin", "/usr/local/sbin"]);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Kills a process that a program of ours started and let go, so that it is not the program's any more.</summary>
    /// <param name="processId">Its number, as it wrote it to a file; nothing happens when it has ended.</param>
    public static void KillOrphan(int processId)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SendSignal(processId, SigKill);
        }
    }

    /// <summary>Asks such a process to end at once, with those that it has started (SIGQUIT).</summary>
    /// <param name="processId">Its number.</param>
    /// <returns>Whether it was there to be asked; asked again it says whether it has ended.</returns>
    public static bool QuitOrphan(int processId) => !OperatingSystem.IsWindows() && SendSignal(processId, SigQuit) == 0;

    /// <summary>Waits until it has ended and everything that it printed was told.</summary>
    /// <param name="stop">Ends the wait, not the program.</param>
    /// <returns>When it has.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> ended the wait.</exception>
    public async Task EndedAsync(CancellationToken stop = default)
    {
        Task ended = _run.Task.WaitAsync(stop);
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until it has ended and everything that it printed was told.</summary>
    /// <param name="limit">For how long.</param>
    /// <returns>Whether it has.</returns>
    public bool AwaitEnd(TimeSpan limit) => ((IAsyncResult)_run.Task).AsyncWaitHandle.WaitOne(limit);

    /// <summary>Ends it, and what it has started, without warning; returns when it has ended.</summary>
    public void Kill()
    {
        _kill.Cancel();
        EndedAsync().GetAwaiter().GetResult();
    }

    /// <summary>Asks it to stop as Ctrl-C does.</summary>
    public void Interrupt() => Signal(SigInt);

    /// <summary>Asks it to read its configuration again, as services take it.</summary>
    public void Reload() => Signal(SigHup);

    /// <summary>Stops it where it stands, as a machine does that swaps; it keeps its connections and answers nobody.</summary>
    public void Pause() => Signal(SigStop);

    /// <summary>Lets it go on after <see cref="Pause"/>.</summary>
    public void Resume() => Signal(SigCont);

    /// <summary>Ends it as a service manager does.</summary>
    /// <param name="limitMs">For how long it may take, in milliseconds; then it is killed.</param>
    /// <returns>When it has ended.</returns>
    public async Task TerminateAsync(int limitMs)
    {
        using CancellationTokenSource limit = new(OperatingSystem.IsWindows() ? 0 : limitMs);
        try
        {
            Signal(SigTerm);
            await EndedAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await _kill.CancelAsync();
            await EndedAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _run.Dispose();
        _kill.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    private void Signal(int signal)
    {
        if (!OperatingSystem.IsWindows() && !HasEnded)
        {
            _ = SendSignal(_run.ProcessId, signal);
        }
    }

    private T Look<T>(Func<Process, T> look)
        where T : struct
    {
        try
        {
            using Process process = Process.GetProcessById(_run.ProcessId);
            return HasEnded ? default : look(process);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return default;
        }
    }
}
