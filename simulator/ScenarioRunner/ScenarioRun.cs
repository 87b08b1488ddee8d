using System.Diagnostics;
using AedCabinet.Link;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Runs one scenario in virtual time.</summary>
public sealed class ScenarioRun
{
    // A sound that comes again within two minutes (a chirp comes each minute) is told once.
    private const int SameSoundMs = 120_000;

    private readonly Scenario _scenario;
    private readonly ScenarioWorld _world;
    private readonly List<TimelineEntry> _timeline = [];
    private readonly List<Expectation> _open = [];
    private string _readiness = string.Empty;
    private string _lamps = string.Empty;
    private string _heard = string.Empty;
    private long _heardAtMs;
    private LinkState _link;
    private int _reasons = int.MinValue;
    private int _lampBits = -1;

    private ScenarioRun(Scenario scenario, bool isExact)
    {
        _scenario = scenario;
        _world = new ScenarioWorld(scenario.Setup, isExact);
        _world.Happened += OnHappened;
        _world.Noted += text => Tell(TimelineKind.Seen, text);
        _world.Scanned += OnScanned;
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="isExact">Whether every scan of 20 ms is run, also while nothing happens; the outcome is the same.</param>
    /// <returns>What came of it.</returns>
    public static ScenarioResult Run(Scenario scenario, bool isExact = false)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ScenarioRun run = new(scenario, isExact);
        string? problem = null;
        try
        {
            run.RunSteps();
        }
        catch (Exception exception) when (exception is ScenarioException or InvariantViolation)
        {
            problem = exception.Message;
            run.GiveUp(problem);
        }

        return new ScenarioResult(scenario, run._timeline, run._world.NowMs, run._world.Scans, watch.Elapsed, problem);
    }

    private void RunSteps()
    {
        foreach (ScenarioStep step in _scenario.Steps)
        {
            AdvanceTo(step.AtMs);
            foreach (StepAction action in step.Actions)
            {
                _timeline.Add(new TimelineEntry(_world.NowMs, TimelineKind.Done, action.Text, Line: action.Line));
                action.Act(_world);
            }

            _open.AddRange(step.Expectations.Select(make => make()));
            _world.Disturb();
        }

        AdvanceTo(
            Math.Max(_scenario.UntilMs, _open.Select(expectation => expectation.EndMs).DefaultIfEmpty(0).Max() + Cabinet.ScanPeriodMs));
    }

    // In pieces, so that each expectation is judged at its own last moment.
    private void AdvanceTo(long atMs)
    {
        while (_world.NowMs < atMs)
        {
            long nowMs = _world.NowMs;
            long nextMs = _open.Select(expectation => expectation.EndMs).Where(endMs => endMs > nowMs).Append(atMs).Min();
            _world.AreOutputsWatched = _open.Any(expectation => expectation.IsOnOutputs);
            nextMs = Math.Min(nextMs, atMs);
            _world.ScanAt(nextMs);
            _world.Advance(nextMs);
        }
    }

    private void GiveUp(string why)
    {
        foreach (Expectation expectation in _open)
        {
            expectation.GiveUp("the scenario stopped: " + why);
        }

        CloseDecided();
    }

    private void OnHappened(Occurrence occurrence)
    {
        switch (occurrence.Source)
        {
            case OccurrenceSource.Event:
                Tell(TimelineKind.Event, occurrence.ToString());
                break;
            case OccurrenceSource.Heard when occurrence.Name != _heard || occurrence.AtMs - _heardAtMs > SameSoundMs:
                _heard = occurrence.Name;
                _heardAtMs = occurrence.AtMs;
                Tell(TimelineKind.Seen, $"hear {occurrence.Name}");
                break;
            case OccurrenceSource.Heard:
                _heardAtMs = occurrence.AtMs;
                break;
            case OccurrenceSource.Received:
                Tell(TimelineKind.Received, occurrence.ToString());
                break;
        }

        foreach (Expectation expectation in _open)
        {
            if (expectation.IsMet is null)
            {
                expectation.Note(occurrence);
            }
        }
    }

    private void OnScanned()
    {
        TellChanges();
        if (_open.Count == 0)
        {
            return;
        }

        foreach (Expectation expectation in _open)
        {
            if (expectation.IsMet is null)
            {
                expectation.Judge(_world);
            }
        }

        CloseDecided();
    }

    private void CloseDecided()
    {
        for (int i = 0; i < _open.Count; i++)
        {
            Expectation expectation = _open[i];
            if (expectation.IsMet is bool isMet)
            {
                _timeline.Add(new TimelineEntry(_world.NowMs, isMet ? TimelineKind.Met : TimelineKind.Missed, expectation.Text,
                    expectation.Seen, expectation.Line));
                _open.RemoveAt(i--);
            }
        }
    }

    // Words are made only when something has changed.
    private void TellChanges()
    {
        int reasons = _world.Power == BoardPower.Running ? _world.State.Reasons : -1 - (int)_world.Power;
        if (reasons != _reasons)
        {
            _reasons = reasons;
            TellIfNew(ref _readiness, ConditionBook.ReadyOf(_world));
        }

        OutputImage outputs = _world.Outputs;
        int lamps = (outputs.LampGreen ? 1 : 0) + (outputs.LampRed ? 2 : 0) + (outputs.LampAmber && !outputs.LampGreen ? 4 : 0);
        if (lamps != _lampBits)
        {
            _lampBits = lamps;
            TellIfNew(ref _lamps, "lamp " + ConditionBook.LampsOf(outputs));
        }

        if (_world.Link != _link)
        {
            bool isNews = (_world.Link == LinkState.Online) != (_link == LinkState.Online);
            _link = _world.Link;
            if (isNews)
            {
                Tell(TimelineKind.Seen, _link == LinkState.Online ? "link online" : "link offline");
            }
        }
    }

    private void TellIfNew(ref string told, string text)
    {
        if (text != told)
        {
            told = text;
            Tell(TimelineKind.Seen, text);
        }
    }

    private void Tell(TimelineKind kind, string text) => _timeline.Add(new TimelineEntry(_world.NowMs, kind, text));
}
