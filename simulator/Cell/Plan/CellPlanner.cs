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
    /// <returns>The prefectures, by code.</returns>
    /// <exception cref="UserErrorException">Something is missing, or cannot be in a cell; everything of the sort is named.</exception>
    public static IReadOnlyList<PrefectureAccounts> Plan(DirectoryInfo provisioned, CellSecretsFile secrets)
    {
        RegistryFiles files = RegistryFiles.Load(provisioned.FullName);
        if (files.Entries.Count == 0)
        {
            throw new UserErrorException($"{provisioned.FullName} holds no cabinets. Name the folder that \"provision\" made with --out.",
                UserErrorException.WrongInput);
        }

        List<string> problems = [];
        PrefectureAccounts[] prefectures = [.. files.Entries
            .GroupBy(entry => entry.Value.Topic.Split('/')[PrefectureLevel])
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new PrefectureAccounts(
                group.Key,
                secrets.Of(PrefectureAccounts.WorkerOf(group.Key)),
                [
                    new CellAccount(PrefectureAccounts.CommandsOf(group.Key), secrets.Of(PrefectureAccounts.CommandsOf(group.Key)),
                        [$"aed/v1/{group.Key}/+/+/+/command"], []),
                    .. CentreOf(files, group.Key),
                    .. group.Select(entry => CabinetOf(provisioned, entry.Key, entry.Value.Topic, problems)).OfType<CellAccount>(),
                ]))];
        if (problems.Count > 0)
        {
            string more = problems.Count > MostTold ? $"{Environment.NewLine}… and {problems.Count - MostTold} more." : string.Empty;
            throw new UserErrorException(string.Join(Environment.NewLine, problems.Take(MostTold)) + more, UserErrorException.WrongInput);
        }

        return prefectures;
    }

    private static IEnumerable<CellAccount> CentreOf(RegistryFiles files, string code)
    {
        string user = CabinetIds.CentrePrefix + code;
        if (files.AccountPasswords.TryGetValue(user, out string? password))
        {
            yield return new CellAccount(user, password, [], Filters(files.Readers.RulesOf(user), Read));
        }
    }

    private static CellAccount? CabinetOf(DirectoryInfo provisioned, string id, string topic, List<string> problems)
    {
        if (id.Contains('.'))
        {
            problems.Add($"{id}: a '.' cannot be in a topic of a cell. Provision it under another id.");
            return null;
        }

        string file = Path.Combine(provisioned.FullName, id, CabinetFile);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            JsonElement broker = document.RootElement.GetProperty("broker");
            if (!broker.TryGetProperty("commandQos", out JsonElement qos) || qos.GetInt32() != 0)
            {
                problems.Add(
                    $"{id}: it would subscribe to its commands with QoS 1, which a cell refuses. Put \"commandQos\": 0 into \"broker\" of "
                        + $"the site's file and provision it again, or send it by \"configure\".");
                return null;
            }

            IReadOnlyList<string> rules = AclRules.OfCabinet(topic);
            return new CellAccount(id, broker.GetProperty("password").GetString()!, Filters(rules, Write), Filters(rules, Read));
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            problems.Add(
                $"{file} can't be used: {exception.Message} Its password is needed: nats-server hashes in another way than Mosquitto.");
            return null;
        }
    }

    private static string[] Filters(IReadOnlyList<string> rules, string kind) =>
        [.. rules.Where(rule => rule.StartsWith(kind, StringComparison.Ordinal)).Select(rule => rule[kind.Length..])];
}
