using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Desk.Feed;
using AedCabinet.Terminal;

namespace AedCabinet.Desk.Systems;

/// <summary>An event in a plain line.</summary>
internal static class EventLine
{
    private static readonly Dictionary<string, Wording> s_severities = new()
    {
        ["emergency"] = new("急救", "emergency"),
        ["urgent"] = new("当日处理", "urgent"),
        ["maintenance"] = new("巡检处理", "maintenance"),
        ["info"] = new("信息", "info"),
    };

    private static readonly Dictionary<string, Wording> s_types = new()
    {
        ["aed.incident.opened"] = new("急救任务已建立", "an incident is opened"),
        ["aed.incident.stage"] = new("急救任务进入下一阶段", "an incident has come to its next stage"),
        ["aed.incident.command"] = new("为急救任务发出命令", "a command is sent for an incident"),
        ["aed.incident.aed-out"] = new("AED已取出", "the AED is out"),
        ["aed.incident.aed-back"] = new("AED已放回", "the AED is back"),
        ["aed.incident.closed"] = new("急救任务已结案", "an incident is closed"),
        ["aed.responder.accepted"] = new("取证救护员已接受", "a responder accepts"),
        ["aed.responder.declined"] = new("取证救护员不能前往", "a responder declines"),
        ["aed.responder.fetched"] = new("取证救护员已取到AED", "a responder has fetched the AED"),
        ["aed.responder.arrived"] = new("取证救护员已到现场", "a responder has arrived"),
        ["aed.responder.left"] = new("取证救护员已离开", "a responder has left"),
        ["aed.training.drill-planned"] = new("演练已安排", "a drill is planned"),
        ["aed.training.drill-done"] = new("演练已结束", "a drill is over"),
        ["aed.training.drill-withdrawn"] = new("演练已取消", "a drill is taken back"),
        ["aed.training.drill-missed"] = new("演练未进行", "a drill did not take place"),
        ["aed.training.certified"] = new("证书已登记", "a certificate is registered"),
        ["aed.care.reported"] = new("有人反映问题", "somebody reports something wrong"),
        ["aed.care.done"] = new("巡检维护已完成", "work is done"),
        ["aed.cabinet.corrected"] = new("机柜资料已更正", "a cabinet's data is corrected"),
        ["aed.department.report"] = new("月报已生成", "a month's report is ready"),
    };

    private static readonly Dictionary<string, Wording> s_words = new()
    {
        ["opened"] = new("已建立", "opened"),
        ["dispatched"] = new("已派车", "dispatched"),
        ["on-the-way"] = new("途中", "on the way"),
        ["closed"] = new("已结案", "closed"),
        ["accepted"] = new("已接受", "accepts"),
        ["declined"] = new("不能前往", "declines"),
        ["fetched"] = new("已取到AED", "has fetched the AED"),
        ["arrived"] = new("已到现场", "arrived"),
        ["left"] = new("已离开", "has left"),
    };

    /// <summary>A stage, or what a responder says, in words.</summary>
    /// <param name="code">The API's word.</param>
    /// <returns>In both languages; the API's own for one that is newer.</returns>
    public static Wording WordOf(string code) => s_words.GetValueOrDefault(code, new(code, code));

    /// <summary>Makes it.</summary>
    /// <param name="item">The event.</param>
    /// <returns>The line.</returns>
    public static Wording Of(FeedEvent item)
    {
        Wording what = What(item);
        Wording severity = s_severities.GetValueOrDefault(item.Severity ?? string.Empty, new(item.Severity ?? "—", item.Severity ?? "–"));
        string about = item.Cabinet ?? item.Source;
        return new($"{severity.Zh} {what.Zh} {about}{(item.IsDrill ? "（演练）" : string.Empty)}",
            $"{severity.En}: {what.En}, {about}{(item.IsDrill ? " (drill)" : string.Empty)}");
    }

    /// <summary>A text of an answer, or what stands for none.</summary>
    /// <param name="node">Where it is.</param>
    /// <param name="name">Its member.</param>
    /// <returns>The text.</returns>
    public static string Text(JsonNode? node, string name) => node?[name] is JsonValue value && value.GetValueKind() != JsonValueKind.Null
        ? value.ToString() : "–";

    // A cabinet's own event says in both languages what it is; so a name that came later is told too.
    private static Wording What(FeedEvent item) => item.Data["event"] is JsonObject coded
        ? new(Text(coded, "zh"), Text(coded, "en"))
        : s_types.GetValueOrDefault(item.Type, new(item.Type, item.Type));
}
