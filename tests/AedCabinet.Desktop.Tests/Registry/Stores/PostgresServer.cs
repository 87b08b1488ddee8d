using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Processes;
using CliWrap;
using CliWrap.Buffered;
using Npgsql;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// A PostgreSQL of the tests' own in a folder of its own, reached by a socket in it: started once when the first test asks for it, gone
/// when the run ends. It refuses to run as root; then it runs as nobody.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Unprivileged = "nobody";

    // In memory where there is room: thousands of commits, each of which waits for the disk, would take minutes of a busy one.
    private const string Memory = "/dev/shm";
    private const long Room = 1L << 30;

    private readonly DirectoryInfo _folder = MakeFolder();
    private RunningProgram? _program;

    public PostgresServer()
    {
        try
        {
            if (System.Environment.IsPrivilegedProcess)
            {
                Run("chown", Unprivileged, _folder.FullName);
            }

            // Checked pages, as a cell has them. Waits for the disk as ever: it is part of what is promised.
            Run(ProgramOf("initdb"), "-D", DataFolder, "-U", "registry", "--auth=trust", "--encoding=UTF8", "--locale=C",
                "--data-checksums", "--no-sync");
            Start();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets how to get in.</summary>
    public string ConnectionString => $"Host={_folder.FullName};Username=registry;Database=postgres";

    private string DataFolder => Path.Combine(_folder.FullName, "data");

    public void Start() => Waiting.Until(IsStarted, "PostgreSQL to take connections");

    /// <summary>Kills it without a goodbye to anybody.</summary>
    public void Kill()
    {
        _program!.Dispose();
        _program = null;
    }

    public void Dispose()
    {
        if (_program is { HasEnded: false })
        {
            Run(ProgramOf("pg_ctl"), "stop", "-D", DataFolder, "-m", "immediate");
        }

        _program?.Dispose();

        _folder.Delete(recursive: true);
    }

    // A path that is short enough for a socket.
    private static DirectoryInfo MakeFolder() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room
        ? Directory.CreateDirectory(Path.Combine(Memory, $"aed-pg-{Guid.NewGuid():N}"))
        : Directory.CreateTempSubdirectory("aed-pg-");

    private static string ProgramOf(string name)
    {
        // Debian keeps the server's programs out of the path.
        string debian = $"/usr/lib/postgresql/15/bin/{name}";
        return File.Exists(debian) ? debian : RequiredTool.Find(name, "postgresql");
    }

    private static Command Command(string program, params string[] arguments) =>
        (System.Environment.IsPrivilegedProcess && program != "chown"
            ? Cli.Wrap("setpriv").WithArguments(
                ["--reuid", Unprivileged, "--regid", "nogroup", "--clear-groups", program, .. arguments])
            : Cli.Wrap(program).WithArguments(arguments)).WithWorkingDirectory("/");

    private static void Run(string program, params string[] arguments)
    {
        BufferedCommandResult run = Command(program, arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync()
            .GetAwaiter().GetResult();
        Assert.AreEqual(0, run.ExitCode, $"{program}: {run.StandardOutput}{run.StandardError}");
    }

    // After a kill it can't start before the last of its processes has ended.
    private bool IsStarted()
    {
        if (_program is { HasEnded: true })
        {
            _program.Dispose();
            _program = null;
        }

        _program ??= new RunningProgram(Command(ProgramOf("postgres"), "-D", DataFolder, "-k", _folder.FullName, "-c",
            "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c",
            "log_destination=stderr", "-c", "logging_collector=on"));
        try
        {
            using NpgsqlConnection connection = new(ConnectionString + ";Pooling=false");
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
