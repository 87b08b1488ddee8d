namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Expects that something is so: by some time, and for some time.</summary>
/// <param name="text">As it stands in the file.</param>
/// <param name="line">Its line there.</param>
/// <param name="stepMs">The time of its step, in milliseconds.</param>
/// <param name="window">When.</param>
/// <param name="condition">What is to be so.</param>
internal sealed class ConditionExpectation(string text, int line, long stepMs, Window window, Condition condition)
    : Expectation(text, line, stepMs, window)
{
    private long _sinceMs = -1;

    /// <inheritdoc/>
    public override bool IsOnOutputs => condition.IsOnOutputs;

    /// <inheritdoc/>
    public override void Judge(ScenarioWorld world)
    {
        long passedMs = world.NowMs - StepMs;
        if (passedMs < Window.FromMs)
        {
            return;
        }

        bool holds = condition.Holds(world);
        if (holds && _sinceMs < 0)
        {
            _sinceMs = passedMs;
        }

        if (!holds && _sinceMs >= 0 && (Window.HoldsMs > 0 || Window.ByMs == Window.FromMs))
        {
            // The condition ended too early. Until the time is over it may hold again, and then for long enough.
            if (passedMs >= Window.ByMs)
            {
                Decide(false, $"{condition.See(world)} after {ScenarioTime.Format(passedMs)}");
            }

            _sinceMs = -1;
        }
        else if (_sinceMs >= 0 && passedMs - _sinceMs >= Window.HoldsMs)
        {
            Decide(true, Window.EndMs == 0 ? condition.See(world) : Window.HoldsMs > 0 ? $"{condition.See(world)} all the time"
                : $"{condition.See(world)} after {ScenarioTime.Format(_sinceMs)}");
        }
        else if (_sinceMs < 0 && passedMs >= Window.ByMs)
        {
            Decide(false, condition.See(world));
        }
    }
}
