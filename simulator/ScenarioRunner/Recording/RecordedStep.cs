namespace AedCabinet.Simulator.ScenarioRunner.Recording;

/// <summary>Something that was done while a recording ran, and what came of it until the next.</summary>
/// <param name="AtMs">When, in milliseconds since the recording began.</param>
/// <param name="Phrase">What was done, as a scenario says it; <c>null</c> for a comment.</param>
/// <param name="Comment">What a scenario can't say.</param>
internal sealed record RecordedStep(long AtMs, string? Phrase, string? Comment = null)
{
    /// <summary>Gets the expectations that follow from what came.</summary>
    public List<string> Expected { get; } = [];
}
