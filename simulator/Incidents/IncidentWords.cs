using System.Text.Json;

namespace AedCabinet.Incidents;

/// <summary>The words by which stages and statuses are known outside.</summary>
public static class IncidentWords
{
    /// <summary>Gets what a responder can say, in the order in which it usually comes.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["accepted", "declined", "fetched", "arrived", "left"];

    /// <summary>A stage's word.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>For example <c>on-the-way</c>.</returns>
    public static string Of(IncidentStage stage) => JsonNamingPolicy.KebabCaseLower.ConvertName(stage.ToString());

    /// <summary>A word's stage.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The stage; <c>null</c> for none to which an incident is brought.</returns>
    public static IncidentStage? StageOf(string? word) => Enum.GetValues<IncidentStage>().Where(stage => stage > IncidentStage.Opened)
        .Select(stage => (IncidentStage?)stage).FirstOrDefault(stage => Of(stage!.Value) == word);
}
