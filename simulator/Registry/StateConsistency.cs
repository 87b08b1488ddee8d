using System.Text;

namespace AedCabinet.Simulator.Registry;

/// <summary>What must fit together in a state (<c>firmware/contract/schemas/state.schema.json</c> and its README).</summary>
internal static class StateConsistency
{
    private const int MostNameLength = 64;

    private static readonly Dictionary<string, int> s_reasonOrder =
        Enumerable.Range(0, Readiness.Count).ToDictionary(place => Readiness.NameOf((ReadinessReason)place));

    private static readonly Dictionary<string, Severity> s_severities =
        Enumerable.Range(0, EventCatalog.Count).ToDictionary(kind => EventCatalog.NameOf((EventKind)kind), kind => EventCatalog.SeverityOf((EventKind)kind));

    /// <summary>Checks a state.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="FormatException">Something doesn't fit.</exception>
    public static void Check(ReportedState state)
    {
        CheckReasons(state);
        CheckDoors(state.Doors);
        CheckOpen(state.Open);
        Expect(state.IsReady == (state.Reasons.Count == 0), "\"ready\" must be true exactly when there are no \"reasons\"");
        Expect(!(state.IsSafeMode && state.IsReady), "a cabinet in safe mode is never \"ready\"");
        foreach (string mode in new[] { "maintenance", "not-commissioned" })
        {
            Expect((state.Mode == mode) == state.Reasons.Contains(mode), $"\"{mode}\" must stand in \"reasons\" exactly in that \"mode\"");
        }

        Expect(state.Aed != "absent" || state.Reasons.Contains("aed-missing"), "\"aed-missing\" must stand in \"reasons\" while \"aed\" is absent");
    }

    private static void CheckReasons(ReportedState state)
    {
        int last = -1;
        HashSet<string> seen = [];
        foreach (string reason in state.Reasons)
        {
            Expect(IsName(reason, "-"u8), "\"reasons\" holds something that is no reason's name");
            Expect(seen.Add(reason), $"\"{reason}\" stands twice in \"reasons\"");
            if (s_reasonOrder.TryGetValue(reason, out int place))
            {
                Expect(place > last, $"\"{reason}\" stands in the wrong place in \"reasons\"");
                last = place;
            }
        }
    }

    private static void CheckDoors(IReadOnlyDictionary<string, string> doors)
    {
        Expect(doors.Count > 0, "\"doors\" is empty");
        foreach (string compartment in new[] { "aed", "kit" })
        {
            Expect(!doors.TryGetValue(compartment, out string? door) || door is "open" or "closed", $"\"doors.{compartment}\" is not open or closed");
        }
    }

    private static void CheckOpen(IReadOnlyList<string> open)
    {
        Expect(open.Distinct().Count() == open.Count, "an emergency stands twice in \"open\"");
        foreach (string name in open)
        {
            // An event that is added within version 1 may be an emergency; one that version 1 has already is known not to be.
            // Whether an opened kit is one is the site's setting.
            Expect(IsName(name, ".-"u8) && (name == "kit.opened" || s_severities.GetValueOrDefault(name, Severity.Emergency) == Severity.Emergency), "\"open\" holds something that is no emergency");
        }
    }

    private static bool IsName(string text, ReadOnlySpan<byte> others) => ContractForms.IsName(Encoding.UTF8.GetBytes(text), others, MostNameLength);

    private static void Expect(bool isRight, string what)
    {
        if (!isRight)
        {
            throw new FormatException($"The state does not fit together: {what}.");
        }
    }
}
