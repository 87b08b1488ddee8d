using System.Text.RegularExpressions;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.ScenarioRunner.Phrases;
using YamlDotNet.RepresentationModel;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Reads the steps of a scenario file; what is repeated comes out as often as it is done.</summary>
/// <param name="place">Collects what is wrong.</param>
/// <param name="file">The file; recordings that it names are looked for beside it.</param>
/// <param name="cabinet">The cabinet; <c>null</c> when it is wrong itself.</param>
internal sealed partial class StepReader(YamlPlace place, string file, CabinetConfiguration? cabinet)
{
    private const long LongestMs = 400L * 86_400_000;

    // More than anybody writes, and less than what would take the machine's memory.
    private const int MostSteps = 20_000;

    private static readonly string[] s_members = ["at", "after", "do", "expect", "repeat", "steps"];

    private readonly List<ScenarioStep> _steps = [];
    private readonly Dictionary<string, LightTrace> _traces = [];
    private bool _isTooLong;

    /// <summary>Gets the recordings of lights that the steps play.</summary>
    public IReadOnlyDictionary<string, LightTrace> Traces => _traces;

    /// <summary>Reads the steps.</summary>
    /// <param name="root">The scenario.</param>
    /// <param name="node">Its steps, or <c>null</c>.</param>
    /// <returns>The steps, in the order of time.</returns>
    public IReadOnlyList<ScenarioStep> Read(YamlNode root, YamlNode? node)
    {
        if (node is not YamlSequenceNode sequence || sequence.Children.Count == 0)
        {
            place.Add(node ?? root, node is YamlSequenceNode ? "steps must be a list of steps; it is empty"
                : "steps must be a list of steps, each with at (or after), do, expect");
            return [];
        }

        ReadAll(sequence, 0, isRepeated: false);
        return _steps;
    }

    /// <summary>Reads a duration.</summary>
    /// <param name="node">Where it stands.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <returns>Milliseconds; <c>null</c> when it is none.</returns>
    public long? Duration(YamlNode node, string what)
    {
        long? ms = place.Text(node, what) is { } text ? ScenarioTime.TryParse(text) : null;
        if (ms is null or > LongestMs)
        {
            place.Add(node, $"{what} must be a duration of at most 400d, for example 100ms, 2m30s, 24h");
            return null;
        }

        return ms;
    }

    // Gives the time of the last one.
    private long ReadAll(YamlSequenceNode sequence, long startMs, bool isRepeated)
    {
        long atMs = startMs;
        foreach (YamlNode child in sequence.Children)
        {
            Dictionary<string, YamlNode> members = place.Members(child, "a step", s_members);
            if (child is YamlMappingNode)
            {
                atMs = ReadTime(child, members, atMs, isRepeated);
                atMs = ReadRepeated(child, members, atMs);
            }
        }

        return atMs;
    }

    private long ReadRepeated(YamlNode child, Dictionary<string, YamlNode> members, long atMs)
    {
        Repetition repetition = members.TryGetValue("repeat", out YamlNode? repeat) ? ReadRepetition(repeat) : Repetition.Once;
        YamlNode? inner = members.GetValueOrDefault("steps");
        if (!members.ContainsKey("do") && !members.ContainsKey("expect") && inner is null)
        {
            place.Add(child, "the step has neither do nor expect");
        }

        if (inner is not null
            && (repeat is null || members.ContainsKey("do") || members.ContainsKey("expect")
                || inner is not YamlSequenceNode { Children.Count: > 0 }))
        {
            place.Add(inner,
                "a step has steps of its own, a list, only to repeat them together: it then has repeat and neither do nor expect");
            return atMs;
        }

        // A mistake in it is told once.
        int problems = place.Count;
        long lastMs = atMs;
        for (int i = 0; i < repetition.Times && place.Count == problems && !_isTooLong; i++)
        {
            lastMs = atMs + (i * repetition.EveryMs);
            if (inner is YamlSequenceNode block)
            {
                long endMs = ReadAll(block, lastMs, isRepeated: true);
                if (i + 1 < repetition.Times && endMs > lastMs + repetition.EveryMs)
                {
                    place.Add(repeat!,
                        $"the steps take {ScenarioTime.Format(endMs - lastMs)}, longer than every "
                            + $"{ScenarioTime.Format(repetition.EveryMs)}");
                }

                lastMs = endMs;
            }
            else
            {
                AddStep(child, members, lastMs);
            }
        }

        return lastMs;
    }

    private void AddStep(YamlNode child, Dictionary<string, YamlNode> members, long atMs)
    {
        if (_steps.Count == MostSteps || atMs > LongestMs)
        {
            _isTooLong = true;
            place.Add(child, _steps.Count == MostSteps
                ? $"the scenario has more than {MostSteps} steps, each repetition being one; repeat less often"
                : "the step comes later than 400d");
            return;
        }

        StepAction[] actions = [.. place.Texts(members.GetValueOrDefault("do"), "do").Select(ReadAction).OfType<StepAction>()];
        Func<Expectation>[] expectations = [.. place.Texts(members.GetValueOrDefault("expect"), "expect")
            .Select(phrase => ReadExpectation(phrase, atMs)).OfType<Func<Expectation>>()];
        _steps.Add(new ScenarioStep(atMs, actions, expectations));
    }

    private long ReadTime(YamlNode step, Dictionary<string, YamlNode> members, long beforeMs, bool isRepeated)
    {
        YamlNode? at = members.GetValueOrDefault("at");
        YamlNode? after = members.GetValueOrDefault("after");
        if (at is not null && isRepeated)
        {
            place.Add(at, "a step that is repeated has after (since the step before, or since the repetition began), not at");
            return beforeMs;
        }

        if (at is not null && after is not null)
        {
            place.Add(step, "a step has either at (since the scenario began) or after (since the step before), not both");
            return beforeMs;
        }

        if (at is null && after is null)
        {
            place.Add(step, "a step needs its time: either  at: 2m30s  (since the scenario began) or  after: 5s  (since the step before)");
            return beforeMs;
        }

        if (after is not null)
        {
            return beforeMs + (Duration(after, "after") ?? 0);
        }

        long atMs = Duration(at!, "at") ?? beforeMs;
        if (atMs < beforeMs)
        {
            place.Add(at!,
                $"the step comes before the one above it, which is at {ScenarioTime.Format(beforeMs)}; put the steps in the order of time");
        }

        return Math.Max(atMs, beforeMs);
    }

    private Repetition ReadRepetition(YamlNode node)
    {
        if (node is not YamlScalarNode scalar)
        {
            place.Add(node, "repeat must be one text, for example  repeat: 10 times every 1m");
            return Repetition.Once;
        }

        try
        {
            Repetition repetition = Repetition.Book.Read(scalar.Value!);
            if (repetition.Times >= 1)
            {
                return repetition;
            }

            place.Add(node, "repeat: at least 1 times");
        }
        catch (PhraseException exception)
        {
            Refuse(scalar, exception);
        }

        return Repetition.Once;
    }

    private StepAction? ReadAction(YamlScalarNode node)
    {
        try
        {
            ScenarioAction act = ActionBook.Book.Read(node.Value!);
            if (WhyNotTrace(node.Value!) is { } wrong)
            {
                place.Add(node, wrong);
            }
            else if (cabinet is not null && PartCheck.WhyNot(node.Value!, cabinet) is { } reason)
            {
                place.Add(node, reason);
            }

            return new StepAction(node.Value!, (int)node.Start.Line, act);
        }
        catch (PhraseException exception)
        {
            Refuse(node, exception);
            return null;
        }
    }

    private Func<Expectation>? ReadExpectation(YamlScalarNode node, long stepMs)
    {
        try
        {
            ExpectationBook.Maker make = ExpectationBook.Book.Read(node.Value!)(node.Value!);
            Expectation first = make((int)node.Start.Line, stepMs);
            if (first.Window.EndMs > LongestMs)
            {
                place.Add(node, "the time is longer than 400d");
            }

            return () => make((int)node.Start.Line, stepMs);
        }
        catch (PhraseException exception)
        {
            Refuse(node, exception);
            return null;
        }
    }

    // A recording is read with the scenario: one that is wrong is told before anything runs.
    private string? WhyNotTrace(string phrase)
    {
        if (PlayedFile().Match(phrase) is not { Success: true } match || _traces.ContainsKey(match.Groups["file"].Value))
        {
            return null;
        }

        string name = match.Groups["file"].Value;
        if (LightTraceFile.Read(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? string.Empty, name),
            out string? wrong) is { } trace)
        {
            _traces.Add(name, trace);
        }

        return wrong is null ? null : $"{name}: {wrong}";
    }

    private void Refuse(YamlScalarNode node, PhraseException exception)
    {
        // YAML takes a list whose first phrase stands on its member's line for one long text.
        bool isList = node.Start.Line != node.End.Line && node.Value!.Contains(" - ", StringComparison.Ordinal);
        place.Add(node, isList ? "a list of phrases begins on the next line, each phrase behind \"- \"" : exception.Message,
            isList ? 0 : exception.Offset);
    }

    [GeneratedRegex("^play +light +(?<file>[^ ]+)")]
    private static partial Regex PlayedFile();
}
