using System.Globalization;
using AedCabinet.Controller;
using AedCabinet.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Reads scenario files: <c>simulator/scenarios/README.md</c> describes their form.</summary>
public static class ScenarioReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="problems">Receives everything that is wrong with it.</param>
    /// <returns>The scenario, or <c>null</c> when anything is wrong.</returns>
    public static Scenario? Read(string path, List<ScenarioProblem> problems)
    {
        try
        {
            if (new FileInfo(path).Length > YamlBounds.MaxBytes)
            {
                problems.Add(new ScenarioProblem(path, 1, 1,
                    $"is larger than {YamlBounds.MaxBytes} bytes; a scenario is one case: repeat a step instead of writing it down again "
                        + $"and again"));
                return null;
            }

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
        Dictionary<string, YamlNode> members = place.Members(root, "a scenario", "name", "about", "seed", "start", "cabinet", "weather",
            "inside", "box", "until", "steps");
        string? name = place.Text(members.GetValueOrDefault("name"), "name");
        if (string.IsNullOrWhiteSpace(name))
        {
            place.Add(root, "the scenario has no name; add a line such as  name: A bystander takes the AED");
        }

        long seed = ReadSeed(place, members.GetValueOrDefault("seed"));
        CabinetSetup? setup = SetupReader.Read(place, root, members, file, seed);
        StepReader reader = new(place, file, setup is null ? null
            : ConfigurationFile.Parse(setup.Configuration, new ConfigurationProblems()));
        IReadOnlyList<ScenarioStep> steps = reader.Read(root, members.GetValueOrDefault("steps"));
        long untilMs = members.TryGetValue("until", out YamlNode? until) ? reader.Duration(until, "until") ?? 0 : 0;
        if (problems.Count == before && steps.All(step => step.Expectations.Count == 0))
        {
            place.Add(members["steps"],
                "the scenario expects nothing, so it could never fail; add an expect to a step, such as  expect: state ready true "
                    + "within 2m");
        }

        return problems.Count == before ? new Scenario(file, name!, setup! with { Traces = reader.Traces }, steps, untilMs) : null;
    }

    private static YamlNode? Load(string file, string text, List<ScenarioProblem> problems)
    {
        try
        {
            if (YamlBounds.WhyNot(file, text) is { } beyond)
            {
                problems.Add(beyond);
                return null;
            }

            YamlStream stream = [];
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
            {
                return stream.Documents[0].RootNode;
            }

            problems.Add(new ScenarioProblem(file, 1, 1,
                stream.Documents.Count == 0 ? "the file is empty; it needs at least name and steps"
                    : "the file holds several YAML documents; put each scenario into a file of its own"));
        }
        catch (YamlException exception)
        {
            // A tab is told where it is, not where YAML gave up.
            int tabLine = Array.FindIndex(text.Split('\n'), line => line[..(line.Length - line.TrimStart().Length)].Contains('\t')) + 1;
            (int line, int column) = tabLine > 0 ? (tabLine, 1) : ((int)exception.End.Line, (int)exception.End.Column);
            problems.Add(new ScenarioProblem(file, line, column,
                $"is not valid YAML: {exception.Message.TrimEnd('.')}. Name a member once; begin a list on the next line; indent with "
                    + $"spaces, no tabs; put single quotes around a phrase with ': ' or '{{' in it"));
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
}
