using System.Security.Cryptography;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Centre;
using AedCabinet.Handover;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>A cell of its own on this machine with its workers and its cabinets, all of which can be killed.</summary>
internal sealed class ChaosSite : IAsyncDisposable
{
    // Who commands beside the workers: at a cell's gateway an account is one connection.
    private const string Desk = "chaos-desk-";

    // Who commands, who commands beside the workers, and the bridge of a move.
    private const int NoCabinets = 3;

    private const string Write = "topic write ";
    private const string Read = "topic read ";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, GatewayCommands> _commands = [];

    private ChaosSite(CellTrial cell, ChaosOptions options, ChaosWorkers workers, CommandKeys keys, ChaosDisk disk,
        IReadOnlyList<ChaosCabinet> cabinets, IReadOnlyDictionary<string, AckClock> acks)
    {
        (Cell, Options, Workers, Keys, Disk, Cabinets, Acks) = (cell, options, workers, keys, disk, cabinets, acks);
        Database = cell.Database!.ConnectionString("registry", cell.Plan.Secrets.Database);
        Leaders = new StreamLeaders(cell);
        Random = new Random(options.Seed);
    }

    /// <summary>Gets the cell.</summary>
    public CellTrial Cell { get; }

    /// <summary>Gets how much is broken.</summary>
    public ChaosOptions Options { get; }

    /// <summary>Gets the registry's processes.</summary>
    public ChaosWorkers Workers { get; }

    /// <summary>Gets the cabinets' keys.</summary>
    public CommandKeys Keys { get; }

    /// <summary>Gets what is on disk.</summary>
    public ChaosDisk Disk { get; }

    /// <summary>Gets the cabinets, the talking ones first; the last of each prefecture is the one whose AED is taken.</summary>
    public IReadOnlyList<ChaosCabinet> Cabinets { get; }

    /// <summary>Gets the acknowledgements by prefecture.</summary>
    public IReadOnlyDictionary<string, AckClock> Acks { get; }

    /// <summary>Gets how to get in at PostgreSQL, with the password.</summary>
    public string Database { get; }

    /// <summary>Gets which node leads what.</summary>
    public StreamLeaders Leaders { get; }

    /// <summary>Gets who is told of emergencies; <c>null</c> before the cabinets are in.</summary>
    public ChaosReceiver? Receiver { get; private set; }

    /// <summary>Gets what is drawn from the seed.</summary>
    public Random Random { get; }

    /// <summary>Starts a cell and has its workers and its cabinets ready.</summary>
    /// <param name="options">How much.</param>
    /// <param name="folder">Where its files, data and logs go: empty.</param>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The site.</returns>
    /// <exception cref="UserErrorException">A program is missing, or does not come up.</exception>
    public static async Task<ChaosSite> StartAsync(ChaosOptions options, string folder,
        (string Program, IReadOnlyList<string> Arguments) program, CancellationToken stop)
    {
        CellSecretsFile secrets = CellSecretsFile.Load(folder);
        PrefectureAccounts[] prefectures = [.. ChaosOptions.Prefectures.Select(
            (code, place) => AccountsOf(code, CabinetsOf(options, place)))];
        CellTrial cell = await CellTrial.StartAsync(Path.Combine(folder, "cell"), prefectures, secrets, hasDatabase: true, stop);
        ChaosWorkers? workers = null;
        try
        {
            CommandKeys keys = new();
            Dictionary<string, AckClock> acks = ChaosOptions.Prefectures.ToDictionary(code => code, _ => new AckClock());
            Dictionary<string, (string Topic, string Key)> all = prefectures.SelectMany(CabinetsIn)
                .ToDictionary(account => account.User, account => (TopicOf(account.User), NewKey()));
            List<ChaosCabinet> cabinets = [];
            foreach (CellAccount account in prefectures.SelectMany(CabinetsIn))
            {
                (string topic, string key) = all[account.User];
                keys.Add(account.User, topic, key);
                cabinets.Add(new ChaosCabinet(cell.CabinetPort, account, topic, Convert.FromHexString(key),
                    acks[account.User[..4]], options.Seed + cabinets.Count));
            }

            workers = ChaosWorkers.Make(program, cell, folder, all);
            PostgresStore store = new(cell.Database!.ConnectionStringWithoutPassword("registry"), secrets.Of("postgres-registry"));
            ChaosSite site = new(cell, options, workers, keys, new ChaosDisk(store), Mixed(cabinets), acks);
            foreach (PrefectureAccounts prefecture in prefectures)
            {
                CellAccount desk = prefecture.Clients[1];
                site._commands[prefecture.Code] = new GatewayCommands(cell.CabinetPort, desk.User, desk.Password);
            }

            return site;
        }
        catch
        {
            workers?.Dispose();
            await cell.AbandonAsync();
            throw;
        }
    }

    /// <summary>Has somebody told of emergencies from now on.</summary>
    /// <param name="folder">Where logs go.</param>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When emergencies are told.</returns>
    public async Task ListenAsync(string folder, (string Program, IReadOnlyList<string> Arguments) program, CancellationToken stop) =>
        Receiver = await ChaosReceiver.StartAsync(this, folder, program, stop);

    /// <summary>The prefecture of a cabinet.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>Its code.</returns>
    public static string PrefectureOf(ChaosCabinet cabinet) => cabinet.Id[..4];

    /// <summary>The worker that keeps a prefecture, by its lease.</summary>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>Its process, which runs.</returns>
    /// <exception cref="TimeoutException">None does.</exception>
    public async Task<CellProcess> WorkerOfAsync(string prefecture, CancellationToken stop)
    {
        CellProcess? worker = null;
        await UntilAsync(
            () => Disk.LeaseOf(prefecture) is { } lease && (worker = Workers.Of(lease.Owner)) is { IsRunning: true }, s_patience, stop);
        return worker is { IsRunning: true } ? worker : throw new TimeoutException(prefecture);
    }

    /// <summary>Waits until each worker keeps its share of the prefectures.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When each does, or the patience is over.</returns>
    public Task SettleAsync(CancellationToken stop) => UntilAsync(
        () => ChaosOptions.Prefectures.Select(code => Disk.LeaseOf(code) is { } lease ? Workers.Of(lease.Owner) : null)
            .Where(worker => worker is { IsRunning: true }).Distinct().Count() == ChaosOptions.Prefectures.Count,
        s_patience, stop);

    /// <summary>The cabinet of a prefecture whose AED is taken: nothing else happens there.</summary>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <returns>The cabinet.</returns>
    public ChaosCabinet ProbeOf(string prefecture) => Cabinets.Last(cabinet => PrefectureOf(cabinet) == prefecture);

    /// <summary>Sends a cabinet a signed command, once.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="command">The command.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When it is on its way, or could not be sent.</returns>
    public async Task CommandAsync(ChaosCabinet cabinet, Contract.UnsignedCommand command, CancellationToken stop)
    {
        string text = Keys.Sign(cabinet.Id, command, false, out string topic)!;
        try
        {
            await _commands[PrefectureOf(cabinet)].PublishAsync(topic, text, stop);
        }
        catch (CommandNotSentException)
        {
            // It is repeated.
        }
    }

    /// <summary>The base of a cabinet's topics.</summary>
    /// <param name="id">Its id, which begins with its prefecture's code.</param>
    /// <returns>The topic.</returns>
    public static string TopicOf(string id) => $"aed/v1/{id[..4]}/{id[..4]}02/transport/{id}";

    /// <summary>A cabinet's key.</summary>
    /// <returns>64 hexadecimal digits.</returns>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Waits until something holds.</summary>
    /// <param name="condition">What.</param>
    /// <param name="patience">For how long.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>How long it took; the patience when it did not come about.</returns>
    public static async Task<TimeSpan> UntilAsync(Func<bool> condition, TimeSpan patience, CancellationToken stop)
    {
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(began) > patience)
            {
                return patience;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        }

        return System.Diagnostics.Stopwatch.GetElapsedTime(began);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Cabinets.Select(cabinet => cabinet.DisposeAsync().AsTask()));
        await (Receiver?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (GatewayCommands commands in _commands.Values)
        {
            await commands.DisposeAsync();
        }

        Workers.KillAll();
        Workers.Dispose();
        await Cell.AbandonAsync();
    }

    private static int CabinetsOf(ChaosOptions options, int place)
    {
        int prefectures = ChaosOptions.Prefectures.Count;
        return (options.Cabinets / prefectures) + (place < options.Cabinets % prefectures ? 1 : 0);
    }

    private static PrefectureAccounts AccountsOf(string code, int cabinets) => new(
        code,
        CellSecretsFile.Create(),
        [
            new CellAccount(PrefectureAccounts.CommandsOf(code), CellSecretsFile.Create(), [$"aed/v1/{code}/+/+/+/command"], []),
            new CellAccount(Desk + code, CellSecretsFile.Create(), [$"aed/v1/{code}/+/+/+/command"], []),
            CellPlanner.BridgeOf(code, CellSecretsFile.Create()),
            .. Enumerable.Range(1, cabinets).Select(number => CabinetOf(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{code}-{number}"))),
        ]);

    private static CellAccount CabinetOf(string id)
    {
        IReadOnlyList<string> rules = AclRules.OfCabinet(TopicOf(id));
        return new CellAccount(id, CellSecretsFile.Create(), Filters(rules, Write), Filters(rules, Read));
    }

    private static IEnumerable<CellAccount> CabinetsIn(PrefectureAccounts prefecture) => prefecture.Clients.Skip(NoCabinets);

    private static string[] Filters(IReadOnlyList<string> rules, string kind) =>
        [.. rules.Where(rule => rule.StartsWith(kind, StringComparison.Ordinal)).Select(rule => rule[kind.Length..])];

    // One of each prefecture in turn: those who talk are of all of them.
    private static IReadOnlyList<ChaosCabinet> Mixed(IReadOnlyList<ChaosCabinet> cabinets) =>
        [.. cabinets.GroupBy(PrefectureOf).SelectMany(group => group.Select((cabinet, place) => (cabinet, place)))
            .OrderBy(item => item.place).Select(item => item.cabinet)];
}
