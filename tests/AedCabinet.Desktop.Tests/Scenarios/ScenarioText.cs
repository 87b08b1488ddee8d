using AedCabinet.Simulator.ScenarioRunner;

namespace AedCabinet.Desktop.Tests.Scenarios;

/// <summary>Scenarios written in tests.</summary>
internal static class ScenarioText
{
    /// <summary>Runs a scenario that is right.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="isExact">Whether every scan is run.</param>
    /// <returns>What came of it.</returns>
    public static ScenarioResult Run(string text, bool isExact = false)
    {
        List<ScenarioProblem> problems = [];
        Scenario? scenario = ScenarioReader.Parse("test.yaml", text, problems);
        Assert.IsNotNull(scenario, string.Join('\n', problems));
        return ScenarioRun.Run(scenario, isExact);
    }

    /// <summary>Runs steps on the demonstration cabinet, indoors.</summary>
    /// <param name="steps">The steps, each a line of flow YAML.</param>
    /// <returns>What came of it.</returns>
    public static ScenarioResult RunSteps(params string[] steps) =>
        Run("name: test\nsteps:\n" + string.Concat(steps.Select(step => $"  - {step}\n")));

    /// <summary>What is wrong with a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The problems as they are told.</returns>
    public static string[] ProblemsOf(string text)
    {
        List<ScenarioProblem> problems = [];
        Scenario? scenario = ScenarioReader.Parse("test.yaml", text, problems);
        Assert.AreEqual(problems.Count == 0, scenario is not null);
        return [.. problems.Select(problem => problem.ToString())];
    }
}
