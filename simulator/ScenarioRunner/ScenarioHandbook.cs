using System.Text;
using AedCabinet.Simulator.ScenarioRunner.Phrases;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>The tables of all phrases, for <c>simulator/scenarios/README.md</c>; made of the forms themselves.</summary>
public static class ScenarioHandbook
{
    /// <summary>Makes the tables.</summary>
    /// <returns>Markdown.</returns>
    public static string Text()
    {
        StringBuilder text = new();
        text.Append("### What can be done\n\n| `do:` | meaning |\n|---|---|\n");
        foreach (PhraseRow row in ActionBook.Book.Rows)
        {
            text.Append($"| `{Cell(row.Display)}` | {Cell(row.Meaning)} |\n");
        }

        text.Append("\n### What can be expected\n\n| `expect:` | then | meaning |\n|---|---|---|\n");
        foreach (PhraseRow row in ExpectationBook.Book.Rows)
        {
            text.Append($"| `{Cell(row.Display)}` | {row.Kind} | {Cell(row.Meaning)} |\n");
        }

        text.Append("\n### What stands at the places\n\n| place | for example | all there are |\n|---|---|---|\n");
        foreach (PhraseSlot slot in ScenarioSlots.All.Values)
        {
            text.Append(
                $"| `<{slot.Name}>` | `{Cell(slot.Example)}` | "
                    + $"{(slot.Choices is null ? string.Empty : string.Join(", ", slot.Choices.Select(choice => $"`{choice}`")))} |\n");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
