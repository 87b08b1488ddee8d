namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Expects that something happens, a number of times, or that it does not happen.</summary>
/// <param name="text">As it stands in the file.</param>
/// <param name="line">Its line there.</param>
/// <param name="stepMs">The time of its step, in milliseconds.</param>
/// <param name="window">When.</param>
/// <param name="wanted">What is to happen.</param>
internal sealed class OccurrenceExpectation(string text, int line, long stepMs, Window window, WantedOccurrence wanted)
    : Expectation(text, line, stepMs, window)
{
    private Occurrence? _nearMiss;
    private int _count;

    /// <inheritdoc/>
    public override bool IsOnOutputs => wanted.Source == OccurrenceSource.Heard;

    /// <inheritdoc/>
    public override void Note(Occurrence occurrence)
    {
        long passedMs = occurrence.AtMs - StepMs;
        if (passedMs < Window.FromMs || passedMs > Window.EndMs || occurrence.Source != wanted.Source)
        {
            return;
        }

        if (!wanted.Fits(occurrence))
        {
            _nearMiss = wanted.IsOfName(occurrence) ? occurrence : _nearMiss;
            return;
        }

        _count++;
        if (wanted.IsUnwanted)
        {
            Decide(false, $"{occurrence} after {ScenarioTime.Format(passedMs)}");
        }
        else if (wanted.Times is null)
        {
            Decide(true, $"{occurrence} after {ScenarioTime.Format(passedMs)}");
        }
    }

    /// <inheritdoc/>
    public override void Judge(ScenarioWorld world)
    {
        if (world.NowMs - StepMs < Window.EndMs)
        {
            return;
        }

        bool isMet = wanted.IsUnwanted || (wanted.Times is int times && times == _count);
        Decide(isMet, wanted.IsUnwanted ? "none" : wanted.Times is not null ? $"{_count} times" : _nearMiss is null ? "it did not come"
            : $"only {_nearMiss}");
    }
}
