namespace AedCabinet.Handover;

/// <summary>
/// Who may see and say what, as <c>firmware/contract/README.md</c> has it. At the broker an account's name is its client id, so
/// each account has one connection at a time: whatever connects beside the registry has an account of its own.
/// </summary>
public static class AclRules
{
    /// <summary>The registry's user: it reads everything, and the broker keeps its session.</summary>
    public const string Registry = "registry";

    /// <summary>The user with which a running registry sends its commands.</summary>
    public const string Commands = "registry-commands";

    /// <summary>The user of <c>registry command</c>, which sends one command and waits for its reply.</summary>
    public const string Console = "registry-console";

    /// <summary>The user for read-only observers of all cabinets, for example a fleet's report.</summary>
    public const string Watch = "registry-watch";

    /// <summary>What the registry must be allowed to read.</summary>
    public const string ReadAll = "topic read aed/v1/#";

    private const string WriteCommands = "topic write aed/v1/+/+/+/+/command";

    private static readonly string[] s_written = ["online", "about", "state", "event", "telemetry", "reply"];

    // Topics for readers other than the registry: no signed commands, no replies, no telemetry.
    private static readonly string[] s_shared = ["online", "about", "state", "event"];

    /// <summary>A cabinet's rules.</summary>
    /// <param name="topic">The base of its topics.</param>
    /// <returns>The lines under its user.</returns>
    public static IReadOnlyList<string> OfCabinet(string topic) =>
        [.. s_written.Select(kind => $"topic write {topic}/{kind}"), $"topic read {topic}/command"];

    /// <summary>The rules of the users who are no cabinets.</summary>
    /// <param name="topics">The bases of all cabinets' topics.</param>
    /// <returns>The users with their lines: the registry's, a 120 centre for each prefecture, each department.</returns>
    public static IReadOnlyList<(string User, IReadOnlyList<string> Rules)> OfReaders(IEnumerable<string> topics)
    {
        string[][] levels = [.. topics.Select(topic => topic.Split('/'))];
        return
        [
            (Registry, [ReadAll, WriteCommands]),
            (Commands, [WriteCommands]),
            (Console, ["topic read aed/v1/+/+/+/+/reply", WriteCommands]),
            (Watch, Shared("+/+/+/+")),
            .. Distinct(levels, 2).Select(code => (CabinetIds.CentrePrefix + code, Shared($"{code}/+/+/+"))),
            .. Distinct(levels, 4).Select(sector => (CabinetIds.DepartmentPrefix + sector, Shared($"+/+/{sector}/+"))),
        ];
    }

    private static IReadOnlyList<string> Shared(string cabinets) => [.. s_shared.Select(kind => $"topic read aed/v1/{cabinets}/{kind}")];

    private static IEnumerable<string> Distinct(string[][] levels, int level) =>
        levels.Select(parts => parts[level]).Distinct().Order(StringComparer.Ordinal);
}
