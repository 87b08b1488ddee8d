using System.Globalization;
using AedCabinet.Controller;
using AedCabinet.Simulator.Scenarios.Phrases;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AedCabinet.Simulator.Scenarios;

/// <summary>Reads scenario files: <c>simulator/scenarios/README.md</c> describes their form.</summary>
public static class ScenarioReader
{
    private const long LongestMs = 400L * 86_400_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="problems">Receives everything that is wrong with it.</param>
    /// <returns>The scenario, or <c>null</c> when anything is wrong.</returns>
    public static Scenario? Read(string path, List<ScenarioProblem> problems)
    {
        try
        {
            return Parse(path, File.ReadAllText(path), problems);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(new ScenarioProblem(path, 1, 1, "there is no such file"));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ScenarioProblem(path, 1, 1, $"can't be read: {exception.Message}"));
            return null;
        }
    }

    /// <summary>Reads a scenario's text.</summary>
    /// <param name="file">What the file is called in messages; files that it names are looked for beside it.</param>
    /// <param name="text">The text, YAML.</param>
    /// <param name="problems">Receives everything that is wrong with it.</param>
    /// <returns>The scenario, or <c>null</c> when anything is wrong.</returns>
    public static Scenario? Parse(string file, string text, List<ScenarioProblem> problems)
    {
        int before = problems.Count;
        if (Load(file, text, problems) is not { } root)
        {
            return null;
        }

        YamlPlace place = new(file, problems);
        Dictionary<string, YamlNode> members = place.Members(root, "a scenario", "name", "about", "seed", "start", "cabinet", "weather", "inside", "box", "until", "steps");
        string? name = place.Text(members.GetValueOrDefault("name"), "name");
        if (string.IsNullOrWhiteSpace(name))
        {
            place.Add(root, "the scenario has no name; add a line such as  name: A bystander takes the AED");
        }

        long seed = ReadSeed(place, members.GetValueOrDefault("seed"));
        CabinetSetup? setup = SetupReader.Read(place, root, members, file, seed);
        List<ScenarioStep> steps = ReadSteps(place, root, members.GetValueOrDefault("steps"), setup is null ? null : ConfigurationFile.Parse(setup.Configuration, new ConfigurationProblems()));
        long untilMs = members.TryGetValue("until", out YamlNode? until) ? Duration(place, until, "until") ?? 0 : 0;
        return problems.Count == before ? new Scenario(file, name!, setup!, steps, untilMs) : null;
    }

    private static YamlNode? Load(string file, string text, List<ScenarioProblem> problems)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
            {
                return stream.Documents[0].RootNode;
            }

            problems.Add(new ScenarioProblem(file, 1, 1, stream.Documents.Count == 0 ? "the file is empty; it needs at least name and steps" : "the file holds several YAML documents; put each scenario into a file of its own"));
        }
        catch (YamlException exception)
        {
            // A tab is told where it is, not where YAML gave up.
            int tabLine = Array.FindIndex(text.Split('\n'), line => line[..(line.Length - line.TrimStart().Length)].Contains('\t')) + 1;
            (int line, int column) = tabLine > 0 ? (tabLine, 1) : ((int)exception.End.Line, (int)exception.End.Column);
            problems.Add(new ScenarioProblem(file, line, column, $"is not valid YAML: {exception.Message.TrimEnd('.')}. Name a member once; indent with spaces, no tabs; put single quotes around a phrase with ': ' or '{{' in it"));
        }

        return null;
    }

    private static long ReadSeed(YamlPlace place, YamlNode? node)
    {
        if (node is null)
        {
            return 1;
        }

        if (long.TryParse(place.Text(node, "seed"), CultureInfo.InvariantCulture, out long seed))
        {
            return seed;
        }

        place.Add(node, "seed must be a whole number, for example 1");
        return 1;
    }

    private static List<ScenarioStep> ReadSteps(YamlPlace place, YamlNode root, YamlNode? node, CabinetConfiguration? cabinet)
    {
        List<ScenarioStep> steps = [];
        if (node is not YamlSequenceNode sequence || sequence.Children.Count == 0)
        {
            place.Add(node ?? root, node is YamlSequenceNode ? "steps must be a list of steps; it is empty" : "steps must be a list of steps, each with at (or after), do, expect");
            return steps;
        }

        long atMs = 0;
        foreach (YamlNode child in sequence.Children)
        {
            Dictionary<string, YamlNode> members = place.Members(child, "a step", "at", "after", "do", "expect");
            atMs = ReadTime(place, child, members, atMs);
            StepAction[] actions = [.. place.Texts(members.GetValueOrDefault("do"), "do").Select(phrase => ReadAction(place, phrase, cabinet)).OfType<StepAction>()];
            long stepMs = atMs;
            Func<Expectation>[] expectations = [.. place.Texts(members.GetValueOrDefault("expect"), "expect").Select(phrase => ReadExpectation(place, phrase, stepMs)).OfType<Func<Expectation>>()];
            if (child is YamlMappingNode && !members.ContainsKey("do") && !members.ContainsKey("expect"))
            {
                place.Add(child, "the step has neither do nor expect");
            }

            steps.Add(new ScenarioStep(atMs, actions, expectations));
        }

        return steps;
    }

    private static long ReadTime(YamlPlace place, YamlNode step, Dictionary<string, YamlNode> members, long beforeMs)
    {
        YamlNode? at = members.GetValueOrDefault("at");
        YamlNode? after = members.GetValueOrDefault("after");
        if (step is not YamlMappingNode)
        {
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
            return beforeMs + (Duration(place, after, "after") ?? 0);
        }

        long atMs = Duration(place, at!, "at") ?? beforeMs;
        if (atMs < beforeMs)
        {
            place.Add(at!, $"the step comes before the one above it, which is at {ScenarioTime.Format(beforeMs)}; put the steps in the order of time");
        }

        return Math.Max(atMs, beforeMs);
    }

    private static long? Duration(YamlPlace place, YamlNode node, string what)
    {
        long? ms = place.Text(node, what) is { } text ? ScenarioTime.TryParse(text) : null;
        if (ms is null or > LongestMs)
        {
            place.Add(node, $"{what} must be a duration of at most 400d, for example 100ms, 2m30s, 24h");
            return null;
        }

        return ms;
    }

    private static StepAction? ReadAction(YamlPlace place, YamlScalarNode node, CabinetConfiguration? cabinet)
    {
        try
        {
            ScenarioAction act = ActionBook.Book.Read(node.Value!);
            if (cabinet is not null && PartCheck.WhyNot(node.Value!, cabinet) is { } reason)
            {
                place.Add(node, reason);
            }

            return new StepAction(node.Value!, (int)node.Start.Line, act);
        }
        catch (PhraseException exception)
        {
            Refuse(place, node, exception);
            return null;
        }
    }

    private static Func<Expectation>? ReadExpectation(YamlPlace place, YamlScalarNode node, long stepMs)
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
            Refuse(place, node, exception);
            return null;
        }
    }

    private static void Refuse(YamlPlace place, YamlScalarNode node, PhraseException exception)
    {
        // YAML takes a list that begins on its member's line for one long text.
        bool isList = node.Value!.StartsWith("- ", StringComparison.Ordinal);
        place.Add(node, isList ? "a list of phrases begins on the next line, each phrase behind \"- \"" : exception.Message, isList ? 0 : exception.Offset);
    }
}
