using System.Text.Json;
using AedCabinet.Handover;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Plan;

/// <summary>
/// Makes a cell's accounts from what <c>provision</c> made: each prefecture's cabinets, its 120 centre, the registry's own.
/// </summary>
public static class CellPlanner
{
    private const string CabinetFile = "cabinet.json";
    private const string Write = "topic write ";
    private const string Read = "topic read ";
    private const int PrefectureLevel = 2;
    private const int MostTold = 5;

    /// <summary>Makes them.</summary>
    /// <param name="provisioned">The folder that <c>provision</c> made.</param>
    /// <param name="secrets">The cell's own passwords.</param>
    /// <param name="isChinese">In which language a reader is told what is wrong.</param>
    /// <param name="hasBridge">Whether a bridge from an earlier broker may come in.</param>
    /// <returns>The prefectures, by code.</returns>
    /// <exception cref="UserErrorException">Something is missing, or cannot be in a cell; everything of the sort is named.</exception>
    public static IReadOnlyList<PrefectureAccounts> Plan(DirectoryInfo provisioned, CellSecretsFile secrets, bool isChinese,
        bool hasBridge = false)
    {
        RegistryFiles files = RegistryFiles.Load(provisioned.FullName);
        if (files.Entries.Count == 0)
        {
            throw new UserErrorException(
                new Wording($"--provisioned：{provisioned.FullName}里没有机柜。请指定“provision --out”写出的文件夹。",
                    $"--provisioned: {provisioned.FullName} holds no cabinets. Name the folder that \"provision\" made with --out.")
                    .In(isChinese), UserErrorException.WrongInput);
        }

        List<Wording> problems = [];
        PrefectureAccounts[] prefectures = [.. files.Entries
            .GroupBy(entry => entry.Value.Topic.Split('/')[PrefectureLevel])
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new PrefectureAccounts(
                group.Key,
                secrets.Of(PrefectureAccounts.WorkerOf(group.Key)),
                [
                    new CellAccount(PrefectureAccounts.CommandsOf(group.Key), secrets.Of(PrefectureAccounts.CommandsOf(group.Key)),
                        [$"aed/v1/{group.Key}/+/+/+/command"], []),
                    .. hasBridge ? [BridgeOf(group.Key, secrets.Of(PrefectureAccounts.BridgeUser(group.Key)))]
                        : Array.Empty<CellAccount>(),
                    .. CentreOf(files, group.Key),
                    .. group.Select(entry => CabinetOf(provisioned, entry.Key, entry.Value.Topic, problems)).OfType<CellAccount>(),
                ]))];
        if (problems.Count > 0)
        {
            int rest = problems.Count - MostTold;
            IEnumerable<string> told = problems.Take(MostTold).Select(problem => problem.In(isChinese));
            throw new UserErrorException(
                string.Join(Environment.NewLine,
                    rest > 0 ? told.Append(new Wording($"……还有{rest}台。", $"… and {rest} more.").In(isChinese)) : told),
                UserErrorException.WrongInput);
        }

        return prefectures;
    }

    /// <summary>The bridge that brings what cabinets still say at an earlier broker, and commands to them.</summary>
    /// <param name="code">The prefecture's code.</param>
    /// <param name="password">Its password.</param>
    /// <returns>Its account: what all cabinets of the prefecture may.</returns>
    public static CellAccount BridgeOf(string code, string password)
    {
        IReadOnlyList<string> rules = AclRules.OfCabinet($"aed/v1/{code}/+/+/+");
        return new CellAccount(PrefectureAccounts.BridgeUser(code), password, Filters(rules, Write), Filters(rules, Read));
    }

    private static IEnumerable<CellAccount> CentreOf(RegistryFiles files, string code)
    {
        string user = CabinetIds.CentrePrefix + code;
        if (files.AccountPasswords.TryGetValue(user, out string? password))
        {
            yield return new CellAccount(user, password, [], Filters(files.Readers.RulesOf(user), Read));
        }
    }

    private static CellAccount? CabinetOf(DirectoryInfo provisioned, string id, string topic, List<Wording> problems)
    {
        if (id.Contains('.'))
        {
            problems.Add(new Wording($"{id}：单元的主题里不能有“.”。请换一个编号重新配置（provision）。",
                $"{id}: a '.' cannot be in a topic of a cell. Provision it under another id."));
            return null;
        }

        string file = Path.Combine(provisioned.FullName, id, CabinetFile);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            JsonElement broker = document.RootElement.GetProperty("broker");
            if (!broker.TryGetProperty("commandQos", out JsonElement qos) || qos.GetInt32() != 0)
            {
                problems.Add(new Wording(
                    $"{id}：它会以QoS 1订阅命令，单元拒绝这样的订阅。请在站点文件的“broker”里写入\"commandQos\": 0，再运行provision，或用configure命令下发。",
                    $"{id}: it would subscribe to its commands with QoS 1, which a cell refuses. Put \"commandQos\": 0 into \"broker\" of "
                        + "the site's file and provision it again, or send it by \"configure\"."));
                return null;
            }

            IReadOnlyList<string> rules = AclRules.OfCabinet(topic);
            return new CellAccount(id, broker.GetProperty("password").GetString()!, Filters(rules, Write), Filters(rules, Read));
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            problems.Add(new Wording(
                $"{file}：无法使用：{exception.Message} 需要其中的密码（nats-server的散列方式与Mosquitto不同）；请把provision写出的机柜文件夹放回原处。",
                $"{file} can't be used: {exception.Message} Its password is needed, for nats-server hashes in another way than Mosquitto: "
                    + "put back the cabinet's folder that \"provision\" made."));
            return null;
        }
    }

    private static string[] Filters(IReadOnlyList<string> rules, string kind) =>
        [.. rules.Where(rule => rule.StartsWith(kind, StringComparison.Ordinal)).Select(rule => rule[kind.Length..])];
}
