using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// A program that the fleet starts for itself. In a session of its own where there is <c>setsid</c>: the terminal's Ctrl-C is for
/// the fleet, which still needs it until the report is written.
/// </summary>
internal sealed class OwnProcess : IDisposable
{
    private const int SigTerm = 15;

    private static readonly string? s_session = Find("setsid");

    private readonly Process _process;

    /// <summary>Initializes a new instance of the <see cref="OwnProcess"/> class and starts the program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="said">Told each line that it prints, on either stream.</param>
    public OwnProcess(string program, IEnumerable<string> arguments, Action<string> said)
    {
        string[] command = s_session is null ? [program, .. arguments] : [s_session, program, .. arguments];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, line) => Tell(line.Data);
        _process.ErrorDataReceived += (_, line) => Tell(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Tell(string? line)
        {
            if (line is not null)
            {
                said(line);
            }
        }
    }

    /// <summary>Gets a value indicating whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Gets its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Gets the processor time that it has had, 0 once it has ended.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
            }
            catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
            {
                return TimeSpan.Zero;
            }
        }
    }

    /// <summary>Looks for a program where programs and services are.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its path, or <c>null</c> when it is not installed.</returns>
    public static string? Find(string name)
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Concat(["/usr/sbin", "/usr/local/sbin"]);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Waits until it has ended and everything that it printed was told.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>When it has.</returns>
    public Task EndedAsync(CancellationToken stop = default) => _process.WaitForExitAsync(stop);

    /// <summary>Ends it without warning.</summary>
    /// <returns>When it has ended.</returns>
    public Task KillAsync()
    {
        _process.Kill();
        return EndedAsync();
    }

    /// <summary>Ends it as a service manager does.</summary>
    /// <param name="limitMs">For how long it may take, in milliseconds; then it is killed.</param>
    /// <returns>When it has ended.</returns>
    public async Task TerminateAsync(int limitMs)
    {
        if (OperatingSystem.IsWindows() || _process.HasExited || Signal(_process.Id, SigTerm) != 0)
        {
            await KillAsync();
            return;
        }

        using CancellationTokenSource limit = new(limitMs);
        try
        {
            await EndedAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
