using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desk;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Registry.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>A registry as it is, in this process, on a store of its own, and a desk that knows it by HTTP alone.</summary>
internal sealed class DeskBench : IAsyncDisposable
{
    public const string Museum = LedgerBench.Cabinet;
    public const string Station = "NM-2";

    private const string StationTopic = "aed/v1/1501/150102/transport/" + Station;

    private const int MostLooks = 300;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly TestStore _store;
    private readonly MosquittoBroker _broker = new();
    private readonly DirectoryInfo _journal = Directory.CreateTempSubdirectory("aed-desk-");
    private readonly WebApplication _web;
    private readonly Dictionary<string, int> _seq = [];
    private IReadOnlyDictionary<string, string> _secrets = new Dictionary<string, string>();

    private DeskBench(TestStore store, TimeProvider clock, Action<CommandKeys> provision, ErrorLog? log)
    {
        _store = store;
        CommandKeys keys = new();
        provision(keys);
        keys.Add(Museum, LedgerBench.Topic, new string('a', 64));
        keys.Add(Station, StationTopic, new string('b', 64));
        RegistryServiceOptions options = new(new BrokerAccess(new BrokerAddress("127.0.0.1", _broker.Port)), "registry", store.Store, 0, 6,
            keys)
        { FeedsMayBePrivate = true };
        _web = RegistryService.BuildWithPage(options, 0, clock, logging =>
        {
            if (log is not null)
            {
                logging.AddProvider(log);
            }
        });
    }

    public DeskServer Desk { get; private set; } = null!;

    public TestStore Store => _store;

    public Uri Centre => new(_web.Urls.Single());

    /// <summary>Where the registry's broker is.</summary>
    public BrokerAddress Broker => new("127.0.0.1", _broker.Port);

    /// <summary>Kills the broker.</summary>
    public void CutBroker() => _broker.Kill();

    /// <summary>Starts the broker again, which remembers nothing.</summary>
    public void RestoreBroker() => _broker.Start();

    /// <summary>The registry as its own pages see it.</summary>
    public IRegistryOffice Office => _web.Services.GetRequiredService<IRegistryOffice>();

    /// <summary>Starts both.</summary>
    /// <param name="store">Where the registry keeps its ledgers; disposed of with the bench.</param>
    /// <param name="dispatch">What the 120 desk may see; everything unless given.</param>
    /// <param name="clock">The time of both; the host's unless given.</param>
    /// <param name="provision">Gives the registry more keys.</param>
    /// <param name="log">Where the registry's log goes.</param>
    public static async Task<DeskBench> StartAsync(TestStore store, Grant? dispatch = null, TimeProvider? clock = null,
        Action<CommandKeys>? provision = null, ErrorLog? log = null)
    {
        clock ??= TimeProvider.System;
        DeskBench bench = new(store, clock, provision ?? (_ => { }), log);
        try
        {
            await bench._web.StartAsync();
            bench._secrets = await RegistryProgram.AddSystemsAsync(store,
                (DeskOptions.Dispatch, dispatch ?? Grant.Everywhere(Role.Dispatcher)),
                (DeskOptions.Responders, Grant.Everywhere(Role.Responders)), (DeskOptions.Training, Grant.Everywhere(Role.Training)));
            bench.Desk = new DeskServer(new DeskOptions(bench.Centre, 0, DeskOptions.Systems.ToDictionary(name => name, bench.LoginOf))
            {
                Journal = bench._journal,
                From = "0.0",
                Pace = TimeSpan.Zero,
                ActsAlone = false,
            }, TextWriter.Null, clock);
            await bench.Desk.StartAsync(CancellationToken.None);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a system of the desk took.</summary>
    public IReadOnlyList<FeedEvent> Taken(string system = DeskOptions.Dispatch)
    {
        using FileStream file = new(JournalOf(system), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(FeedEvent.Read)];
    }

    public string JournalOf(string system) => Path.Combine(_journal.FullName, system + ".jsonl");

    /// <summary>Makes an account of one more system, and a client with its token.</summary>
    public async Task<HttpClient> LogInAsync(string name, Grant grant)
    {
        string secret = (await RegistryProgram.AddSystemsAsync(_store, (name, grant)))[name];
        HttpClient http = new() { BaseAddress = Centre };
        using FormUrlEncodedContent asked = new([new("grant_type", "client_credentials"), new("client_id", name),
            new("client_secret", secret)]);
        JsonNode token = JsonNode.Parse(await (await http.PostAsync("/connect/token", asked)).Content.ReadAsStringAsync())!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)token["access_token"]);
        return http;
    }

    public CentreCalls CallsOf(string system) => new(Centre, LoginOf(system), false, TimeProvider.System);

    /// <summary>Waits until a system has taken an event.</summary>
    public FeedEvent Await(Func<FeedEvent, bool> which, string what, string system = DeskOptions.Dispatch)
    {
        FeedEvent? found = null;
        Waiting.Until(() => (found = Taken(system).FirstOrDefault(which)) is not null, what,
            () => string.Join('\n', Taken(system).Select(item => $"{item.Type} {item.Cabinet}")));
        return found!;
    }

    /// <summary>A cabinet says who and where it is and that it is ready.</summary>
    public void Say(string id)
    {
        Take(id, "about", LedgerBench.AboutText(id));
        Take(id, "state", string.Create(CultureInfo.InvariantCulture,
            $"{{\"id\":\"{id}\",\"boot\":4,\"connection\":1,\"seq\":0,\"time\":\"{Now()}\",\"uptimeMs\":1000,\"mode\":\"normal\","
                + $"\"ready\":true,\"reasons\":[],\"doors\":{{\"aed\":\"closed\"}},\"open\":[]}}"));
        Take(id, "online", "{\"online\":true,\"boot\":4,\"connection\":1}");
        IRegistryOffice office = _web.Services.GetRequiredService<IRegistryOffice>();
        Waiting.Until(() => office.Find(id) is { About: not null, State: not null }, id);
    }

    /// <summary>Waits until a cabinet is known to hang near the museum.</summary>
    public async Task UntilNearAsync(string id)
    {
        using CentreCalls calls = CallsOf(DeskOptions.Dispatch);
        JsonNode near = new JsonObject();
        for (int look = 0; look < MostLooks && (near["aeds"]?.AsArray() ?? []).All(aed => (string?)aed!["cabinet"]!["id"] != id); look++)
        {
            await Task.Delay(s_look);
            near = await calls.GetAsync("/v1/nearest?lat=40.8426&lon=111.7492", CancellationToken.None);
        }

        Assert.Contains($"\"{id}\"", near["aeds"]!.ToJsonString(), near.ToJsonString());
    }

    /// <summary>Something happens at a cabinet.</summary>
    public void Happen(string id, string name, string severity, bool isDrill = false)
    {
        _seq[id] = _seq.GetValueOrDefault(id) + 1;
        Take(id, "event", LedgerBench.EventText(4, _seq[id], name, severity, id: id, at: DateTimeOffset.UtcNow,
            more: isDrill ? "\"drill\":true," : string.Empty));
    }

    /// <summary>A cabinet answers the latest command that it was sent.</summary>
    public void Answer(string id, string code, string? reason = null)
    {
        string? sent = null;
        Waiting.Until(() => (sent = Office.Desk.Commands.FirstOrDefault(command => command.Cabinet == id)?.Id) is not null, "a command");
        Take(id, "reply", string.Create(CultureInfo.InvariantCulture,
            $"{{\"id\":\"{sent}\",\"name\":\"drill\",\"code\":\"{code}\",\"boot\":4,\"time\":\"{Now()}\",\"uptimeMs\":64636")
            + (reason is null ? "}" : $",\"data\":{{\"reason\":\"{reason}\"}}}}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (Desk is not null)
        {
            await Desk.DisposeAsync();
        }

        await _web.StopAsync();
        await _web.DisposeAsync();
        _broker.Dispose();
        _journal.Delete(recursive: true);
        _store.Dispose();
    }

    private static string Now() => ContractForms.TimeText(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()).ToString();

    private SystemLogin LoginOf(string system) => new(system, _secrets[system]);

    private void Take(string id, string kind, string text) => _web.Services.GetRequiredService<RegistryIngest>()
        .Take($"{(id == Station ? StationTopic : LedgerBench.Topic)}/{kind}", Encoding.UTF8.GetBytes(text), false, null);
}
