using System.Text.Json.Nodes;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Terminal;

namespace AedCabinet.Desk.Systems;

/// <summary>A training system: it plans drills, hears what happened in them, and gives certificates.</summary>
/// <param name="parts">What it works with.</param>
internal sealed class TrainingSystem(SystemParts parts) : OutsideSystem(SystemName, new("培训", "training"), parts)
{
    /// <summary>Its name in addresses and options.</summary>
    public const string SystemName = "training";

    private const string Drills = "/v1/drills";
    private const string Done = "aed.training.drill-done";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Types { get; } = ["aed.training.*"];

    /// <summary>Plans a drill.</summary>
    /// <param name="drill">Where, when and for how long, as <c>POST /v1/drills</c> takes it.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>It as the centre has it.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses.</exception>
    public async Task<JsonNode> PlanAsync(JsonObject drill, CancellationToken stop)
    {
        JsonNode planned = (await Parts.Centre.SendAsync(HttpMethod.Post, Drills, drill, null, stop))!;
        Say($"已安排演练 {EventLine.Text(planned, "id")}：{EventLine.Text(planned, "cabinet")}，{EventLine.Text(planned["planned"], "at")}",
            $"drill {EventLine.Text(planned, "id")} is planned: {EventLine.Text(planned, "cabinet")}, "
                + $"{EventLine.Text(planned["planned"], "at")}");
        return planned;
    }

    /// <summary>Gives a certificate.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="certificate">What it says, as <c>PUT /v1/certificates/{id}</c> takes it.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>It as the centre has it.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses.</exception>
    public async Task<JsonNode?> CertifyAsync(string id, JsonObject certificate, CancellationToken stop)
    {
        JsonNode? given = await Parts.Centre.SendAsync(HttpMethod.Put, $"/v1/certificates/{Uri.EscapeDataString(id)}", certificate, null,
            stop);
        Say($"已登记证书 {id}", $"certificate {id} is registered");
        return given;
    }

    /// <inheritdoc/>
    protected override async Task ActAsync(FeedEvent item, CancellationToken stop)
    {
        Wording line = EventLine.Of(item);
        Say(line.Zh, line.En);
        if (item.Type == Done && (string?)item.Data["drill"] is { } id)
        {
            JsonNode drill = await Parts.Centre.GetAsync($"{Drills}/{id}", stop);
            Say($"  计划与实际：{drill.ToJsonString()}", $"  planned and happened: {drill.ToJsonString()}");
        }
    }
}
