using System.Text.Json.Nodes;
using System.Text.Json;
using AedCabinet.Contract;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.ScenarioRunner.Recording;

/// <summary>What is done to one cabinet of a run, and what it does, from the beginning of the recording on.</summary>
internal sealed class CabinetRecording
{
    // An older message waited for the link, so it does not show what followed a step.
    private const long LongestDelayMs = 60_000;

    private readonly RecordedSteps _steps = new();
    private readonly HashSet<(long Boot, long Seq)> _events = [];
    private readonly long _beginMs;
    private string _readiness;

    /// <summary>Initializes a new instance of the <see cref="CabinetRecording"/> class.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="time">The time of the run.</param>
    /// <param name="state">The cabinet's latest state message, or <c>null</c>.</param>
    public CabinetRecording(SimulatedCabinet cabinet, SimulatedTime time, ObservedMessage? state)
    {
        Id = cabinet.Id;
        Configuration = JsonNode.Parse(cabinet.Configuration)!.AsObject();
        Positions = cabinet.Inputs;
        InsideC = cabinet.Physical.InsideC;
        _beginMs = time.NowMs;
        Began = time.At(_beginMs);
        _readiness = state is null ? string.Empty : ReadinessOf(JsonNode.Parse(state.Text)!);
    }

    /// <summary>Gets the cabinet's id.</summary>
    public string Id { get; }

    /// <summary>Gets its <c>cabinet.json</c>.</summary>
    public JsonObject Configuration { get; }

    /// <summary>Gets where everything was at the beginning.</summary>
    public IReadOnlyDictionary<string, string> Positions { get; }

    /// <summary>Gets the temperature inside at the beginning, °C.</summary>
    public double InsideC { get; }

    /// <summary>Gets the simulated local time of the beginning.</summary>
    public DateTimeOffset Began { get; }

    /// <summary>Gets what was done, in the order of time.</summary>
    public IReadOnlyList<RecordedStep> Steps => _steps.All;

    /// <summary>Something was moved.</summary>
    /// <param name="input">What.</param>
    /// <param name="position">Whereto.</param>
    /// <param name="atMs">When, in milliseconds of simulated time.</param>
    public void NoteMove(string input, string position, long atMs) => _steps.Add(
        ActionPhrases.Of(input, position) is { } phrase
            ? new RecordedStep(atMs - _beginMs, phrase)
            : new RecordedStep(atMs - _beginMs, null,
                $"{input}: {position} (a scenario has one model of AED from beginning to end: cabinet.profile)"));

    /// <summary>A message of the cabinet, or for it, was seen.</summary>
    /// <param name="message">The message.</param>
    public void NoteMessage(ObservedMessage message)
    {
        if (message.IsRetained || message.Cabinet != Id)
        {
            return;
        }

        long atMs = (long)(message.SimulatedAt - Began).TotalMilliseconds;
        try
        {
            JsonNode json = JsonNode.Parse(message.Text)!;
            switch (message.Kind)
            {
                case "command":
                    _steps.Add(CommandOf(json.AsObject(), atMs));
                    break;
                case "event" when _events.Add((json["boot"]!.GetValue<long>(), json["seq"]!.GetValue<long>())):
                    _steps.Expect(HappenedMs(json, atMs), atMs, $"event {json["event"]!.GetValue<string>()}");
                    break;
                case "state" when ReadinessOf(json) is var readiness && readiness != _readiness:
                    _readiness = readiness;
                    _steps.ExpectReadiness(HappenedMs(json, atMs), atMs, readiness);
                    break;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            // A stranger's message is ignored: no scenario can expect it.
        }
    }

    private static string ReadinessOf(JsonNode state)
    {
        string reasons = string.Join(", ", state["reasons"]!.AsArray().Select(reason => reason!.GetValue<string>()));
        return state["ready"]!.GetValue<bool>() ? "state ready true" : $"state ready false because [{reasons}]";
    }

    private RecordedStep CommandOf(JsonObject command, long atMs)
    {
        string name = command["name"]!.GetValue<string>();
        string args = command["args"]!.GetValue<string>();
        string key = Configuration["commandKey"]?.GetValue<string>() ?? string.Empty;
        string signed = CommandSigner.Sign(Id, Convert.FromHexString(key), command["id"]!.GetValue<string>(), name, args,
            command["counter"]!.GetValue<long>(), command["expires"]!.GetValue<string>());
        bool isGenuine = JsonNode.Parse(signed)!["mac"]!.GetValue<string>() == command["mac"]!.GetValue<string>();
        return ScenarioSlots.CommandNames.Contains(name)
            ? new RecordedStep(atMs, $"{(isGenuine ? string.Empty : "forged ")}command {name}{(args is "{}" ? string.Empty : " " + args)}")
            : new RecordedStep(atMs, null, $"a command of an unknown name: {name}");
    }

    // A message may arrive after something else was done already; its own time says what it followed. A clock that is not set, or is wrong,
    // says nothing.
    private long HappenedMs(JsonNode message, long arrivedMs)
    {
        if (message["time"] is not JsonValue value || !value.TryGetValue(out DateTimeOffset time))
        {
            return arrivedMs;
        }

        long ms = (long)(time - Began).TotalMilliseconds;
        return ms <= arrivedMs && arrivedMs - ms < LongestDelayMs ? ms : arrivedMs;
    }
}
