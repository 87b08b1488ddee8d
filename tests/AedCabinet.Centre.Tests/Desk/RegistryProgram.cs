using System.Globalization;
using System.Text;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>A registry as a process of its own, which can be killed and started again at the same port.</summary>
internal sealed class RegistryProgram : IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly string[] _arguments;
    private RunningProgram? _program;
    private int _connected;

    public RegistryProgram(TestStore store, int broker, params string[] more) => _arguments =
    [
        Path.Combine(AppContext.BaseDirectory, "AedCabinet.Registry.dll"), "--broker", Text($"127.0.0.1:{broker}"), "--http",
        Text($"{Port}"),
        "--language", "en", .. store.Options, .. more,
    ];

    public int Port { get; } = Ports.Free();

    public Uri Address => new(Text($"http://127.0.0.1:{Port}"));

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Makes accounts of systems, by which they ask for tokens.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AddSystemsAsync(TestStore store,
        params (string Name, Grant Grant)[] systems)
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IAuditLog>(_ => new LedgerAuditLog(store.Store));
        AccountServices.AddIdentity(services, store.Store);
        await using ServiceProvider parts = services.BuildServiceProvider();
        await using AsyncServiceScope scope = parts.CreateAsyncScope();
        People people = scope.ServiceProvider.GetRequiredService<People>();
        people.Kind = Account.System;
        Dictionary<string, string> secrets = [];
        foreach ((string name, Grant grant) in systems)
        {
            secrets[name] = await people.AddSystemAsync(name, [grant]);
        }

        return secrets;
    }

    /// <summary>Starts it and waits until it has come in at its broker.</summary>
    public void Start()
    {
        int before = Volatile.Read(ref _connected);
        _program = new RunningProgram("dotnet", _arguments, Take);
        Waiting.Until(() => Volatile.Read(ref _connected) > before, "the registry to connect", () => Output);
    }

    /// <summary>Kills it without a goodbye to anybody.</summary>
    public void Kill()
    {
        _program?.Dispose();
        _program = null;
    }

    public void Dispose() => Kill();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Take(string line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.Contains("broker: connected to", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _connected);
        }
    }
}
