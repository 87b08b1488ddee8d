using System.Diagnostics;
using System.Runtime.InteropServices;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Fleet;

/// <summary>A registry that the fleet starts as a process of its own, kills without warning and starts anew, and asks at the end for its proof.</summary>
internal sealed class OwnRegistry : IDisposable
{
    private const int ConnectMs = 60_000;
    private const int StopMs = 30_000;

    // What BrokerSession says when the broker keeps its session.
    private const string ConnectedWord = "broker: connected";
    private const int SigTerm = 15;

    private readonly BrokerAddress _broker;
    private readonly FileInfo _database;
    private Process? _process;
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OwnRegistry(BrokerAddress broker, FileInfo database)
    {
        _broker = broker;
        _database = database;
    }

    /// <summary>Gets how much processor time the running process has had.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            try
            {
                _process?.Refresh();
                return _process is { HasExited: false } ? _process.TotalProcessorTime : TimeSpan.Zero;
            }
            catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return TimeSpan.Zero;
            }
        }
    }

    /// <summary>Starts it, and waits until the broker keeps a session for it.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="database">Its database; made when it is not there.</param>
    /// <returns>The registry.</returns>
    /// <exception cref="SimulatorException">It does not connect within a minute.</exception>
    public static async Task<OwnRegistry> StartAsync(BrokerAddress broker, FileInfo database)
    {
        OwnRegistry registry = new(broker, database);
        try
        {
            await registry.StartAsync();
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
    /// <returns>A task that ends when it is connected again.</returns>
    public async Task KillAsync(int awayMs)
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        await Task.Delay(awayMs);
        await StartAsync();
    }

    /// <summary>Stops it in good order and has the database verified by <c>registry verify</c>.</summary>
    /// <returns>Whether it is clean, and what was said.</returns>
    public async Task<(bool IsClean, string Text)> VerifyAsync()
    {
        await StopAsync();
        using Process verify = Process.Start(Command("registry", "verify", "--database", _database.FullName))!;
        Task<string> errors = verify.StandardError.ReadToEndAsync();
        string text = await verify.StandardOutput.ReadToEndAsync();
        await verify.WaitForExitAsync();
        return (verify.ExitCode == 0, (text + await errors).Trim());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);

    private static ProcessStartInfo Command(params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new ProcessStartInfo(program, isHost ? [typeof(OwnRegistry).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
    }

    private async Task StartAsync()
    {
        _connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process?.Dispose();
        Process process = Process.Start(Command("registry", "--broker", _broker.ToString(), "--database", _database.FullName))!;
        _process = process;
        TaskCompletionSource connected = _connected;
        string last = string.Empty;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Task first = await Task.WhenAny(connected.Task, process.WaitForExitAsync(), Task.Delay(ConnectMs));
        if (first != connected.Task)
        {
            throw new SimulatorException($"--own-registry: the registry does not connect to {_broker}; it said last: {last}", SimulatorException.Environment);
        }

        void Note(string? line)
        {
            last = line ?? last;
            if (line?.Contains(ConnectedWord, StringComparison.Ordinal) == true)
            {
                connected.TrySetResult();
            }
        }
    }

    private async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        if (OperatingSystem.IsWindows() || Signal(process.Id, SigTerm) != 0)
        {
            process.Kill();
        }

        using CancellationTokenSource limit = new(StopMs);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
