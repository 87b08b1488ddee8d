using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Terminal;

namespace AedCabinet.Desk.Systems;

/// <summary>
/// A 120 desk: it gets every event, opens an incident for a call, and takes over those that a cabinet's emergency has opened; says who and
/// which AEDs are near, and goes through the stages. Of a drill it opens none.
/// </summary>
/// <param name="parts">What it works with.</param>
internal sealed class DispatchDesk(SystemParts parts) : OutsideSystem(SystemName, new("120", "120"), parts)
{
    /// <summary>Its name in addresses and options.</summary>
    public const string SystemName = "dispatch";

    private const int MostShown = 5;
    private const string Incidents = "/v1/incidents";

    private static readonly string[] s_onTheirWay = ["dispatched", "on-the-way", "arrived"];

    private readonly ConcurrentDictionary<string, DeskIncident> _incidents = new(StringComparer.Ordinal);
    private int _number;

    /// <summary>Gets what it has, the newest first.</summary>
    public IReadOnlyList<DeskIncident> All => [.. _incidents.Values.OrderByDescending(incident => incident.Heard)];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Types { get; } = [];

    /// <summary>Somebody calls 120.</summary>
    /// <param name="place">Where: <c>lat</c> and <c>lon</c>, or <c>at</c>, and what else <c>POST /v1/incidents</c> takes.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The incident.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses.</exception>
    public async Task<DeskIncident> OpenAsync(JsonObject place, CancellationToken stop)
    {
        string reference = (string?)place["reference"] ?? NextReference();
        place["reference"] = reference;
        JsonNode? made = null;
        for (int time = 0; time < Feed.Manner.Times; time++)
        {
            made = await Parts.Centre.SendAsync(HttpMethod.Post, Incidents, place.DeepClone(), reference, stop);
        }

        Say($"已建立急救任务 {reference}", $"incident {reference} is opened");
        return await ShowAsync(EventLine.Text(made, "id"), reference, stop);
    }

    /// <summary>Says how far an incident is.</summary>
    /// <param name="reference">The desk's number, or the centre's id.</param>
    /// <param name="stage">The stage and what belongs to it, as <c>POST …/stages</c> takes it.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The incident; <c>null</c> when there is none.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses.</exception>
    public async Task<DeskIncident?> StageAsync(string reference, JsonObject stage, CancellationToken stop)
    {
        if (_incidents.Values.FirstOrDefault(one => one.Reference == reference || one.Id == reference) is not { } incident)
        {
            return null;
        }

        await Parts.Centre.SendAsync(HttpMethod.Post, $"{Incidents}/{incident.Id}/stages", stage, null, stop);
        return Note(incident.Id, (string?)stage["stage"] ?? incident.Stage);
    }

    /// <inheritdoc/>
    protected override async Task ActAsync(FeedEvent item, CancellationToken stop)
    {
        Wording line = EventLine.Of(item);
        Say(line.Zh, line.En);
        if (item.IsDrill || item.Incident is not { } id)
        {
            return;
        }

        switch (item.Type)
        {
            case "aed.incident.opened" when !_incidents.ContainsKey(id):
                DeskIncident incident = await ShowAsync(id, null, stop);
                if (Parts.ActsAlone)
                {
                    _ = TellAllAsync(s_onTheirWay, stage => StageAsync(incident.Id, new JsonObject { ["stage"] = stage }, stop), stop);
                }

                break;
            case "aed.incident.closed":
                Note(id, "closed");
                break;
            default:
                break;
        }
    }

    // Which AEDs and who is near: what whoever takes the call needs first.
    private async Task<DeskIncident> ShowAsync(string id, string? reference, CancellationToken stop)
    {
        DateTimeOffset heard = Parts.Clock.GetUtcNow();
        JsonNode said = await Parts.Centre.GetAsync($"{Incidents}/{id}", stop);
        DeskIncident incident = new(id, reference ?? (string?)said["reference"] ?? NextReference(), heard)
        {
            Stage = (string?)said["stage"] ?? "opened",
            Opened = (DateTimeOffset?)said["opened"],
            Cabinet = (string?)said["cabinet"],
            Nearest = (JsonArray?)said["nearest"]?.DeepClone() ?? [],
            People = await PeopleAsync(id, stop),
        };
        DeskIncident kept = _incidents.GetOrAdd(id, incident);
        if (ReferenceEquals(kept, incident))
        {
            Show(incident);
        }

        return kept;
    }

    private async Task<JsonArray> PeopleAsync(string id, CancellationToken stop)
    {
        try
        {
            return (JsonArray?)(await Parts.Centre.GetAsync($"{Incidents}/{id}/call-list", stop))["items"]?.DeepClone() ?? [];
        }
        catch (CentreRefusedException)
        {
            // Whom to call is the responders' system's to know where the desk may not.
            return [];
        }
    }

    private void Show(DeskIncident incident)
    {
        string after = incident.Opened is { } opened
            ? (incident.Heard - opened).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) : "–";
        Say($"急救任务 {incident.Reference}（{incident.Id}）{incident.Cabinet ?? "—"}，建立后{after}秒收到",
            $"incident {incident.Reference} ({incident.Id}) {incident.Cabinet ?? "–"}, known {after} s after it was opened");
        if (incident.Nearest.Count == 0)
        {
            Say("  附近没有可用的AED", "  no AED near is ready and reachable");
        }

        foreach (JsonNode? aed in incident.Nearest)
        {
            JsonNode? cabinet = aed?["cabinet"];
            string distance = CentreCalls.Text(Math.Round((double?)aed?["distanceM"] ?? 0));
            string where = $"{EventLine.Text(cabinet, "site")} {EventLine.Text(cabinet, "where")}";
            Say($"  AED {EventLine.Text(cabinet, "id")}，{distance}米，{where}",
                $"  AED {EventLine.Text(cabinet, "id")}, {distance} m, {where}");
        }

        Say($"  可通知的取证救护员：{incident.People.Count}名", $"  trained people who may be called: {incident.People.Count}");
        foreach (JsonNode? person in incident.People.Take(MostShown))
        {
            string id = EventLine.Text(person?["responder"], "id");
            string distance = CentreCalls.Text(Math.Round((double?)person?["distanceM"] ?? 0));
            Say($"    {id}，{distance}米", $"    {id}, {distance} m");
        }
    }

    private DeskIncident? Note(string id, string stage)
    {
        while (_incidents.TryGetValue(id, out DeskIncident? had))
        {
            DeskIncident now = had with { Stage = stage };
            if (_incidents.TryUpdate(id, now, had))
            {
                Wording said = EventLine.WordOf(stage);
                Say($"急救任务 {now.Reference}：{said.Zh}", $"incident {now.Reference}: {said.En}");
                return now;
            }
        }

        return null;
    }

    private string NextReference() => string.Create(CultureInfo.InvariantCulture,
        $"120-{Parts.Clock.GetUtcNow().ToOffset(WallTime.Offset):yyyyMMdd-HHmmss}-{Interlocked.Increment(ref _number)}");
}
