using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Centre.Tests.Desk;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Platform;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>
/// A registry and its desk, a real Mosquitto, and cabinets that run the firmware's own source. Their time passes as the test has it; the
/// registry's clock goes along. Disposing of it fails the test when a cabinet logged an error.
/// </summary>
internal sealed class CabinetsAtCentre : IAsyncDisposable
{
    private const double Hurried = 10;
    private const int Shown = 20;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-drill-");
    private readonly Dictionary<string, SimulatedCabinet> _cabinets = [];
    private readonly ErrorLog _log = new();
    private readonly ErrorLog _registry = new();
    private readonly SimulatedTime _time = new(TimeProvider.System);
    private HttpClient _http = new();

    private CabinetsAtCentre() => Clock = new CentreClock(_time);

    public DeskBench Bench { get; private set; } = null!;

    public CentreClock Clock { get; }

    public TestStore Store => Bench.Store;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Starts the registry and the desk.</summary>
    /// <param name="store">Where the registry keeps its ledgers; disposed of with all of it.</param>
    /// <param name="ids">The cabinets that it has the keys of; one that begins with <c>WRONG</c> has another key than it thinks.</param>
    public static async Task<CabinetsAtCentre> StartAsync(TestStore store, params string[] ids)
    {
        CabinetsAtCentre all = new();
        try
        {
            all.Bench = await DeskBench.StartAsync(store, clock: all.Clock, provision: keys =>
            {
                foreach (string id in ids)
                {
                    keys.Add(id, TopicOf(id), id.StartsWith("WRONG", StringComparison.Ordinal) ? new string('c', 64) : KeyOf(id));
                }
            }, log: all._registry);
            all._http = await all.Bench.LogInAsync("corrector", Grant.Everywhere(Role.Department));
            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives a cabinet power, and waits until the registry knows it and has it online.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="configure">Changes its <c>cabinet.json</c>.</param>
    /// <param name="wrongBy">By how much its clock is wrong.</param>
    public SimulatedCabinet Power(string id, Action<JsonObject>? configure = null, TimeSpan wrongBy = default)
    {
        JsonObject settings = JsonNode.Parse(ConfigurationSource.Load(null, Bench.Broker))!.AsObject();
        settings["id"] = id;
        settings["commandKey"] = KeyOf(id);
        settings["broker"]!["maxRetrySeconds"] = 1;
        configure?.Invoke(settings);
        SimulatedCabinet cabinet = new(Encoding.UTF8.GetBytes(settings.ToJsonString(s_plain)), Path.Combine(_folder.FullName, id),
            new HostNetwork(), 1, ContactParameters.Ideal, _log, _time, wrongBy == default ? null : new WrongClock(_time, wrongBy));
        _cabinets[id] = cabinet;
        cabinet.Start();
        Waiting.Until(() => Bench.Office.Find(id) is { About: not null, State: not null, Online.IsOnline: true }, id + " to be online");
        return cabinet;
    }

    /// <summary>Takes a cabinet's power away: it says goodbye first, so that it is known to be away.</summary>
    public void Cut(string id)
    {
        _cabinets[id].Dispose();
        _ = _cabinets.Remove(id);
        Waiting.Until(() => Bench.Office.Find(id)?.Online?.IsOnline == false, id + " to be away");
    }

    /// <summary>Lets time pass fast until something is so.</summary>
    public void Hurry(Func<bool> until, string what, Func<string>? seen = null, double speed = Hurried)
    {
        _time.Speed = speed;
        try
        {
            Waiting.Until(until, what, () => string.Join('\n', _registry.Lines.TakeLast(Shown).Append(seen?.Invoke())));
        }
        finally
        {
            _time.Speed = 1;
        }
    }

    /// <summary>Lets time pass fast up to a moment of the cabinets' time.</summary>
    public void HurryTo(DateTimeOffset moment, double speed = Hurried) =>
        Hurry(() => _time.Now >= moment, $"{moment:T}", speed: speed);

    /// <summary>Plans a drill, as the training system does.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> PlanAsync(string cabinet, DateTimeOffset at, int minutes, params string[] expects) =>
        (string)(await Bench.Desk.Training!.PlanAsync(new JsonObject
        {
            ["cabinet"] = cabinet,
            ["at"] = at.ToString("O"),
            ["minutes"] = minutes,
            ["plan"] = "门厅演练",
            ["expects"] = new JsonArray([.. expects.Select(name => JsonValue.Create(name))]),
        }, CancellationToken.None))["id"]!;

    /// <summary>A drill as the API tells of it now.</summary>
    public Task<JsonNode> DrillAsync(string id) => GetAsync("/v1/drills/" + id);

    /// <summary>Waits, fast, until a drill has come so far.</summary>
    public async Task<JsonNode> AwaitDrillAsync(string id, string stage)
    {
        Hurry(() => (string?)DrillAsync(id).Result["stage"] == stage, stage, () => DrillAsync(id).Result.ToJsonString(s_plain));
        return await DrillAsync(id);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        HttpResponseMessage answer = await _http.GetAsync(path);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.IsTrue(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The corrections of a cabinet as they stand, and their tag.</summary>
    public async Task<(JsonNode State, string Tag)> CorrectionsAsync(string cabinet)
    {
        HttpResponseMessage answer = await _http.GetAsync($"/v1/cabinets/{cabinet}/corrections");
        return (JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, answer.Headers.ETag!.Tag);
    }

    /// <summary>Corrects a cabinet, by the state that a tag stands for.</summary>
    /// <returns>The status, and what came.</returns>
    public async Task<(int Status, JsonNode Answer)> CorrectAsync(string cabinet, string tag, object fields)
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, "/v1/cabinets/" + cabinet)
        {
            Content = JsonContent.Create(fields, MediaTypeHeaderValue.Parse("application/merge-patch+json")),
        };
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag));
        HttpResponseMessage answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>Takes a correction back.</summary>
    public async Task<int> WithdrawAsync(string cabinet, int version) =>
        (int)(await _http.DeleteAsync($"/v1/cabinets/{cabinet}/corrections/{version}")).StatusCode;

    /// <summary>What the registry has told of the centre's own doings, in their order.</summary>
    public string[] Told(string? type = null) =>
        Store.Rows($"SELECT type, data FROM centre_events {(type is null ? string.Empty : $"WHERE type = '{type}'")} ORDER BY no");

    public async ValueTask DisposeAsync()
    {
        foreach (SimulatedCabinet cabinet in _cabinets.Values)
        {
            cabinet.Dispose();
        }

        _http.Dispose();
        if (Bench is not null)
        {
            await Bench.DisposeAsync();
        }

        _folder.Delete(recursive: true);
        Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
    }

    // The demo cabinet's, but for its id.
    private static string TopicOf(string id) => "aed/v1/1501/150102/culture-tourism/" + id;

    private static string KeyOf(string id) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        Encoding.UTF8.GetBytes(id)));

    private sealed class WrongClock(SimulatedTime time, TimeSpan by) : IWallClock
    {
        public bool TryGetUtc(out long unixMs)
        {
            unixMs = (time.Now + by).ToUnixTimeMilliseconds();
            return true;
        }
    }
}
