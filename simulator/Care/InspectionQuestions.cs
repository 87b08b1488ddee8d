namespace AedCabinet.Care;

/// <summary>
/// What is looked at on an inspection. The items are those of this project's specification; DB3301/T 0435-2023 has a form of its own (annex
/// D), and no conformance to it is claimed.
/// </summary>
public static class InspectionQuestions
{
    /// <summary>The answer when all is well.</summary>
    public const string Ok = "ok";

    /// <summary>The answer when something is wrong.</summary>
    public const string Defect = "defect";

    private static readonly string[] s_all = ["signs", "reachable", "condition", "door"];
    private static readonly string[] s_aed = ["indicator", "pads", "battery", "accessories"];
    private static readonly string[] s_kit = ["kit"];

    /// <summary>The questions for a kind of cabinet, in the order in which one looks.</summary>
    /// <param name="kind"><c>aed</c>, <c>kit</c> or <c>station</c>; one that isn't known is asked everything.</param>
    /// <returns>Their names.</returns>
    public static IReadOnlyList<string> Of(string? kind) => kind switch
    {
        "aed" => [.. s_all, .. s_aed],
        "kit" => [.. s_all, .. s_kit],
        _ => [.. s_all, .. s_aed, .. s_kit],
    };
}
