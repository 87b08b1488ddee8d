namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Expects that something happens, and after it something else that has not happened before.</summary>
/// <param name="text">As it stands in the file.</param>
/// <param name="line">Its line there.</param>
/// <param name="stepMs">The time of its step, in milliseconds.</param>
/// <param name="window">When.</param>
/// <param name="first">What is to happen first.</param>
/// <param name="next">What is to happen after it.</param>
internal sealed class OrderExpectation(string text, int line, long stepMs, Window window, WantedOccurrence first, WantedOccurrence next)
    : Expectation(text, line, stepMs, window)
{
    private string? _seen;

    /// <inheritdoc/>
    public override void Note(Occurrence occurrence)
    {
        long passedMs = occurrence.AtMs - StepMs;
        if (passedMs < Window.FromMs || passedMs > Window.EndMs || occurrence.Source != first.Source)
        {
            return;
        }

        string seen = $"{occurrence} after {ScenarioTime.Format(passedMs)}";
        if (_seen is null)
        {
            if (first.Fits(occurrence))
            {
                _seen = seen;
            }
            else if (next.Fits(occurrence))
            {
                Decide(false, $"{seen}, and not the other one before it");
            }
        }
        else if (next.Fits(occurrence))
        {
            Decide(true, $"{_seen}, then {seen}");
        }
    }

    /// <inheritdoc/>
    public override void Judge(ScenarioWorld world)
    {
        if (world.NowMs - StepMs >= Window.EndMs)
        {
            Decide(false, _seen is null ? "neither came" : $"only {_seen}");
        }
    }
}
