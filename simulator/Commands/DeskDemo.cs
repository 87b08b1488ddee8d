using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Desk;
using AedCabinet.Desk.Calls;
using AedCabinet.Ledger;
using AedCabinet.Registry.Commands;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>desk --demo</c>: a registry, three cabinets with their page, and the desk, in one process.</summary>
internal static class DeskDemo
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan s_readyLook = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Role> s_roles = new()
    {
        [DeskOptions.Dispatch] = Role.Dispatcher,
        [DeskOptions.Responders] = Role.Responders,
        [DeskOptions.Training] = Role.Training,
    };

    /// <summary>Runs until asked to stop.</summary>
    /// <param name="options">What was asked for of the desk.</param>
    /// <param name="ports">Where the other parts are reached.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="stop">Cancelled by Ctrl-C or SIGTERM.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserErrorException">A port is in use, or a part does not come up.</exception>
    public static async Task<int> RunAsync(DeskOptions options, DeskDemoPorts ports, TextWriter output, CancellationToken stop)
    {
        // Otherwise another program that answers there would be taken for the registry.
        RequireFree(("--mqtt-port", ports.Mqtt), ("--web-port", ports.Page), ("--http", ports.Registry));
        using DeskDemoFiles files = new();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        IReadOnlyDictionary<string, SystemLogin> logins = await MakeSystemsAsync(files.Database);
        List<Task<int>> parts = [RunCabinetsAsync(files, ports, end.Token)];
        try
        {
            Uri centre = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports.Registry}"));
            parts.Add(RunRegistryAsync(files, ports, end.Token));
            await UntilUpAsync(centre, parts, end.Token);
            await RegisterPeopleAsync(centre, logins[DeskOptions.Responders], end.Token);
            await using DeskServer desk = new(options with { Centre = centre, Logins = logins }, output, TimeProvider.System);
            await desk.StartAsync(end.Token);
            Tell(output, options.IsChinese, files, ports, desk.Address);
            parts.Add(SayWhenReadyAsync(centre, logins[DeskOptions.Dispatch], options.IsChinese, output, end.Token));
            await Task.WhenAny(parts);
            return parts.FirstOrDefault(part => part.IsCompleted) is { } ended && !stop.IsCancellationRequested ? await ended : 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(parts.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void RequireFree(params (string Option, int Port)[] ports)
    {
        foreach ((string option, int port) in ports)
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            try
            {
                listener.Start();
            }
            catch (SocketException exception)
            {
                throw new UserErrorException(
                    $"{option}：127.0.0.1的端口{port}不能打开（{exception.Message}），请换一个；什么也没有启动。/ {option}: port {port} on 127.0.0.1 "
                        + $"can't be opened ({exception.Message}); choose another. Nothing was started.", UserErrorException.Environment);
            }
        }
    }

    private static Task<int> RunCabinetsAsync(DeskDemoFiles files, DeskDemoPorts ports, CancellationToken stop) =>
        Task.Run(() => RunSession.RunAsync(
            new RunOptions(null, ports.Mqtt, ports.Page, [.. files.Cabinets], files.Cabinets.Count, files.Flash, null, 1, false,
                SimulatedTime.Speeds[0]), TextWriter.Null, stop), CancellationToken.None);

    private static Task<int> RunRegistryAsync(DeskDemoFiles files, DeskDemoPorts ports, CancellationToken stop) => Task.Run(
        () => RegistryCommand.CreateRoot().Parse(
            [
                "--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports.Mqtt}"), "--provisioned", files.Provisioned,
                "--database", files.Database, "--http", ports.Registry.ToString(CultureInfo.InvariantCulture), "--page-commands",
                "--feed-private-addresses",
            ])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop),
        CancellationToken.None);

    private static async Task<IReadOnlyDictionary<string, SystemLogin>> MakeSystemsAsync(string database)
    {
        SqliteStore store = new(database);
        store.OpenForIngest().Dispose();
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IAuditLog>(_ => new LedgerAuditLog(store));
        AccountServices.AddIdentity(services, store);
        await using ServiceProvider parts = services.BuildServiceProvider();
        await using AsyncServiceScope scope = parts.CreateAsyncScope();
        People people = scope.ServiceProvider.GetRequiredService<People>();
        people.Kind = Account.System;
        Dictionary<string, SystemLogin> logins = [];
        foreach ((string name, Role role) in s_roles)
        {
            logins[name] = new SystemLogin(name, await people.AddSystemAsync(name, [Grant.Everywhere(role)]));
        }

        return logins;
    }

    private static async Task UntilUpAsync(Uri centre, IReadOnlyList<Task<int>> parts, CancellationToken stop)
    {
        using HttpClient http = new() { BaseAddress = centre, Timeout = s_patience };
        long began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < s_patience)
        {
            foreach (Task<int> ended in parts.Where(part => part.IsCompleted))
            {
                await ended;
            }

            try
            {
                using HttpResponseMessage answer = await http.GetAsync("/health/ready", stop);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(s_look, stop);
        }

        throw new UserErrorException($"{centre} 没有就绪。/ {centre} does not come up.", UserErrorException.Environment);
    }

    // Fictional, each beside a cabinet; their names and telephone numbers stay with their own system.
    private static async Task RegisterPeopleAsync(Uri centre, SystemLogin login, CancellationToken stop)
    {
        using CentreCalls calls = new(centre, login, false, TimeProvider.System);
        foreach ((double latitude, double longitude, string id) in DeskDemoFiles.People)
        {
            await calls.SendAsync(HttpMethod.Put, $"/v1/responders/{id}",
                new JsonObject { ["lat"] = latitude, ["lon"] = longitude }, null, stop);
        }
    }

    // Before an AED's light was watched for some periods nobody may rely on it: there is nothing near yet.
    private static async Task<int> SayWhenReadyAsync(Uri centre, SystemLogin login, bool isChinese, TextWriter output,
        CancellationToken stop)
    {
        using CentreCalls calls = new(centre, login, isChinese, TimeProvider.System);
        int ready = 0;
        while (ready < DemoCabinet.All.Count)
        {
            await Task.Delay(s_readyLook, stop);
            ready = (await calls.GetAsync("/v1/cabinets?status=ready", stop))["items"]!.AsArray().Count;
        }

        output.WriteLine(new Wording($"{ready}台机柜均可用，可以开始试用。", $"all {ready} cabinets are ready: go ahead.").In(isChinese));
        await Task.Delay(Timeout.Infinite, stop);
        return 0;
    }

    private static void Tell(TextWriter output, bool isChinese, DeskDemoFiles files, DeskDemoPorts ports, Uri desk)
    {
        string inputs = string.Create(CultureInfo.InvariantCulture,
            $"http://127.0.0.1:{ports.Page}/api/cabinets/{files.FirstCabinet}/inputs");
        string requests = inputs.Replace("/inputs", "/requests", StringComparison.Ordinal);
        output.WriteLine(new Wording(
            $"""
            机柜  http://127.0.0.1:{ports.Page}（可在页面上取出AED）
            管理系统  http://127.0.0.1:{ports.Registry}
            接警台  {desk}
            取出AED：curl -X PUT {inputs}/door -d '"open"'; curl -X PUT {inputs}/aed -d '"absent"'
            演练：curl -X POST {requests}/start-drill
            打120：curl {desk}dispatch/calls -d '{"{"}"lat":40.843,"lon":111.75{"}"}'
            120故障：curl -X PUT {desk}dispatch/manner -d '"down"'
            按Ctrl-C结束。
            """,
            $"""
            cabinets  http://127.0.0.1:{ports.Page} (the AED can be taken on the page)
            registry  http://127.0.0.1:{ports.Registry}
            desk      {desk}
            take the AED:  curl -X PUT {inputs}/door -d '"open"'; curl -X PUT {inputs}/aed -d '"absent"'
            a drill:       curl -X POST {requests}/start-drill
            call 120:      curl {desk}dispatch/calls -d '{"{"}"lat":40.843,"lon":111.75{"}"}'
            120 fails:     curl -X PUT {desk}dispatch/manner -d '"down"'
            Ctrl-C stops.
            """).In(isChinese));
    }
}
