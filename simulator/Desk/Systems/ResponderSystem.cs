using System.Text.Json.Nodes;
using AedCabinet.Desk.Feed;
using AedCabinet.Terminal;

namespace AedCabinet.Desk.Systems;

/// <summary>
/// A responders' system: of each incident it asks whom it may call; the first who is near accepts, fetches the AED, arrives and leaves.
/// </summary>
/// <param name="parts">What it works with.</param>
internal sealed class ResponderSystem(SystemParts parts) : OutsideSystem(SystemName, new("救护员", "responders"), parts)
{
    /// <summary>Its name in addresses and options.</summary>
    public const string SystemName = "responders";

    private const string Opened = "aed.incident.opened";

    private static readonly string[] s_steps = ["accepted", "fetched", "arrived", "left"];

    private int _called;

    /// <summary>Gets how many incidents it has called somebody for.</summary>
    public int Called => _called;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Types { get; } = [Opened, "aed.incident.closed"];

    /// <inheritdoc/>
    protected override async Task ActAsync(FeedEvent item, CancellationToken stop)
    {
        if (item.Type != Opened || item.IsDrill || item.Incident is not { } id)
        {
            return;
        }

        JsonNode list = await Parts.Centre.GetAsync($"/v1/incidents/{id}/call-list", stop);
        JsonArray people = list["items"]?.AsArray() ?? [];
        Say($"急救任务 {id}：可通知{people.Count}名取证救护员", $"incident {id}: {people.Count} trained people may be called");
        if (people.Count == 0 || !Parts.ActsAlone)
        {
            return;
        }

        _called++;
        string who = EventLine.Text(people[0]!["responder"], "id");
        string? aed = (string?)(await Parts.Centre.GetAsync($"/v1/incidents/{id}", stop))["nearest"]?.AsArray()
            .FirstOrDefault()?["cabinet"]?["id"];
        _ = TellAllAsync(s_steps, status => SayHowAsync(id, who, status, aed, stop), stop);
    }

    private async Task SayHowAsync(string incident, string who, string status, string? aed, CancellationToken stop)
    {
        JsonObject response = new()
        {
            ["responder"] = who,
            ["status"] = status,
            ["at"] = Parts.Clock.GetUtcNow().UtcDateTime.ToString("O"),
        };
        if (status == "fetched" && aed is not null)
        {
            response["cabinet"] = aed;
        }

        await Parts.Centre.SendAsync(HttpMethod.Post, $"/v1/incidents/{incident}/responses", response, $"{incident}-{who}-{status}", stop);
        Wording said = EventLine.WordOf(status);
        Say($"{who}：{said.Zh}", $"{who} {said.En}");
    }
}
