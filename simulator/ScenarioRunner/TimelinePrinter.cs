using System.Globalization;
using Spectre.Console;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Prints timelines for people: what was expected beside what was seen, in colour where the terminal has it.</summary>
/// <param name="console">Where to.</param>
public sealed class TimelinePrinter(IAnsiConsole console)
{
    /// <summary>One line for a scenario.</summary>
    /// <param name="result">What came of it.</param>
    public void PrintVerdict(ScenarioResult result)
    {
        string verdict = result.HasPassed ? "[green]passed[/]" : "[red]FAILED[/]";
        string figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Expected - result.Missed.Count()} of {result.Expected} expectations, {ScenarioTime.Format(result.SimulatedMs)} in "
                + $"{result.Took.TotalSeconds:F2} s, seed {result.Scenario.Setup.Seed}");
        console.MarkupLine(
            $"{verdict}  {Markup.Escape(result.Scenario.File)}  {Markup.Escape(result.Scenario.Name)}  [grey]({figures})[/]");
    }

    /// <summary>A scenario's timeline.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="isVerbose">Whether the messages are printed too.</param>
    public void PrintTimeline(ScenarioResult result, bool isVerbose)
    {
        foreach (TimelineEntry entry in result.Timeline)
        {
            if (isVerbose || entry.Kind != TimelineKind.Received)
            {
                console.MarkupLine($"  [grey]{Format(entry.AtMs)}[/]  {LineOf(entry)}");
            }
        }

        if (result.Problem is { } problem)
        {
            console.MarkupLine($"  [red]stopped: {Markup.Escape(problem)}[/]");
        }
    }

    /// <summary>What to do to see a failure again.</summary>
    /// <param name="result">What came of it.</param>
    public void PrintHowToRepeat(ScenarioResult result) => console.MarkupLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  the same again: dotnet run --project simulator -- scenario {Markup.Escape(result.Scenario.File)} --seed "
            + $"{result.Scenario.Setup.Seed}"));

    /// <summary>A moment as text.</summary>
    /// <param name="ms">Milliseconds since the scenario began.</param>
    /// <returns>Such as <c>0d 00:02:30.060</c>.</returns>
    public static string Format(long ms) => Virtual.Timeline.Format(ms);

    private static string LineOf(TimelineEntry entry)
    {
        string text = Markup.Escape(entry.Text);
        string seen = Markup.Escape(entry.Seen ?? string.Empty);
        return entry.Kind switch
        {
            TimelineKind.Done => $"[bold]do        {text}[/]",
            TimelineKind.Event => $"[blue]event     {text}[/]",
            TimelineKind.Received => $"[grey]received  {text}[/]",
            TimelineKind.Seen => $"seen      {text}",
            TimelineKind.Met => $"[green]ok        expected: {text}   seen: {seen}[/]",
            _ => $"[red]FAILED    expected: {text}   seen: {seen}   (line {entry.Line})[/]",
        };
    }
}
