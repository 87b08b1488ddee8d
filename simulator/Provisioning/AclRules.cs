namespace AedCabinet.Simulator.Provisioning;

/// <summary>Who may see and say what, as <c>firmware/contract/README.md</c> has it.</summary>
internal static class AclRules
{
    /// <summary>The registry's user.</summary>
    public const string Registry = "registry";

    private static readonly string[] s_written = ["online", "about", "state", "event", "telemetry", "reply"];

    /// <summary>A cabinet's rules.</summary>
    /// <param name="topic">The base of its topics.</param>
    /// <returns>The lines under its user.</returns>
    public static IReadOnlyList<string> OfCabinet(string topic) => [.. s_written.Select(kind => $"topic write {topic}/{kind}"), $"topic read {topic}/command"];

    /// <summary>The rules of the users who are no cabinets.</summary>
    /// <param name="topics">The bases of all cabinets' topics.</param>
    /// <returns>The users with their lines: the registry, a 120 centre for each prefecture, each department.</returns>
    public static IReadOnlyList<(string User, IReadOnlyList<string> Rules)> OfReaders(IEnumerable<string> topics)
    {
        string[][] levels = [.. topics.Select(topic => topic.Split('/'))];
        return
        [
            (Registry, ["topic read aed/v1/#", "topic write aed/v1/+/+/+/+/command"]),
            .. Distinct(levels, 2).Select(code => (CabinetIds.CentrePrefix + code, (IReadOnlyList<string>)[$"topic read aed/v1/{code}/+/+/+/event"])),
            .. Distinct(levels, 4).Select(sector => (CabinetIds.DepartmentPrefix + sector, (IReadOnlyList<string>)[$"topic read aed/v1/+/+/{sector}/+/#"])),
        ];
    }

    private static IEnumerable<string> Distinct(string[][] levels, int level) => levels.Select(parts => parts[level]).Distinct().Order(StringComparer.Ordinal);
}
