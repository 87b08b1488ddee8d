namespace AedCabinet.Contract;

/// <summary>
/// What in a state must fit together before anybody relies on it (<c>firmware/contract/schemas/state.schema.json</c> and its README). A
/// state that says "not ready" is believed in any case.
/// </summary>
internal static class StateConsistency
{
    /// <summary>Why a state can't tell whether a bystander may rely on the cabinet.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReady">What it says of that; <c>null</c> when that can't be read.</param>
    /// <param name="reasons">Why not.</param>
    /// <param name="isReasonsWhole">Whether they could all be read.</param>
    /// <returns>Why, in an English sentence; <c>null</c> when it can be believed.</returns>
    public static string? DoubtOf(JsonMembers message, bool? isReady, IReadOnlyList<string> reasons, bool isReasonsWhole)
    {
        if (isReady == false)
        {
            return null;
        }

        string? mode = message.TextOrNull("mode");
        string? what = isReady is null ? "\"ready\" can't be read"
            : !isReasonsWhole ? "\"ready\" is true and \"reasons\" can't be read"
            : reasons.Count > 0 ? "\"ready\" is true although there are \"reasons\""
            : mode is null ? "\"ready\" is true and \"mode\" can't be read"
            : mode is "maintenance" or "not-commissioned" ? $"\"ready\" is true although the \"mode\" is {mode}"
            : message.Has("safeMode") && message.FlagOrNull("safeMode") != false ? "\"ready\" is true although \"safeMode\" is there"
            : message.Has("aed") && message.TextOrNull("aed") is null or "absent" or "unknown"
            ? "\"ready\" is true although \"aed\" does not say that it is there"
            : null;
        return what is null ? null : $"The state does not tell whether the cabinet is ready: {what}.";
    }
}
