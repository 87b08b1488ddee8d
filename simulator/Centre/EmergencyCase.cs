namespace AedCabinet.Centre;

/// <summary>What the centre did about one emergency so far.</summary>
/// <param name="Key">Which emergency.</param>
/// <param name="Steps">What was done, in order.</param>
public sealed record EmergencyCase(EmergencyKey Key, IReadOnlyList<EmergencyStep> Steps)
{
    /// <summary>Gets whom the alerting has told, in order.</summary>
    public IReadOnlyList<AlertStep> Alerts { get; init; } = [];

    /// <summary>Gets how far the centre has got: a closing that was taken back never was.</summary>
    public EmergencyStage Stage => Counting.Select(step => step.Stage).DefaultIfEmpty(EmergencyStage.New).Max();

    /// <summary>Gets its closing, or <c>null</c> while it is not closed.</summary>
    public EmergencyStep? Closing => StepOf(EmergencyStage.Closed);

    /// <summary>Whether as much is known of it as in another picture of the same one.</summary>
    /// <param name="other">The other picture.</param>
    /// <returns><c>true</c> when there is nothing new in that.</returns>
    internal bool IsAsFarAs(EmergencyCase other) => Steps.Count == other.Steps.Count && Alerts.SequenceEqual(other.Alerts);

    // Each closing that was taken back left out, with its taking back.
    private IEnumerable<EmergencyStep> Counting =>
        Steps.Where(
            (step, index) =>
                !step.IsTakenBack && !(step.Stage == EmergencyStage.Closed && index + 1 < Steps.Count && Steps[index + 1].IsTakenBack));

    /// <summary>The step that brought it to a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>Who did it and when; <c>null</c> when it never was at that stage.</returns>
    public EmergencyStep? StepOf(EmergencyStage stage) => Counting.FirstOrDefault(step => step.Stage == stage);
}
