namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>A scenario, read from its file.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Name">What it is about, one line.</param>
/// <param name="Setup">The cabinet and where it hangs.</param>
/// <param name="Steps">What is done and expected, in the order of time.</param>
/// <param name="UntilMs">It runs at least until then, in milliseconds.</param>
public sealed record Scenario(string File, string Name, CabinetSetup Setup, IReadOnlyList<ScenarioStep> Steps, long UntilMs)
{
    /// <summary>Gets how long it lasts, in milliseconds.</summary>
    public long LengthMs => Steps.SelectMany(step => step.Expectations.Select(make => make().EndMs).Append(step.AtMs))
        .Append(UntilMs).Max();
}
