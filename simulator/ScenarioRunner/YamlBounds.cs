using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>
/// What a scenario's YAML may not be, found before it is read as a whole: reading goes down a level for each level of the file.
/// </summary>
internal static class YamlBounds
{
    /// <summary>The largest file, in bytes: a recording of a day's work at a cabinet has some 100 KB.</summary>
    public const int MaxBytes = 1 << 20;

    // The settings of a cabinet.json, the deepest there is, lie 6 levels below the file.
    private const int MaxDepth = 32;

    /// <summary>Why a text is not read.</summary>
    /// <param name="file">What the file is called in messages.</param>
    /// <param name="text">The text.</param>
    /// <returns>The reason with its place; <c>null</c> when it may be read.</returns>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static ScenarioProblem? WhyNot(string file, string text)
    {
        Parser parser = new(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            ParsingEvent item = parser.Current!;
            depth += item is MappingStart or SequenceStart ? 1 : item is MappingEnd or SequenceEnd ? -1 : 0;
            if (depth > MaxDepth)
            {
                return At(file, item, $"is nested deeper than {MaxDepth} levels; a scenario has name, steps and their members");
            }

            if (item is AnchorAlias)
            {
                return At(file, item,
                    "refers to another part of the file (*name), which a scenario does not take; write it out, or repeat the step");
            }
        }

        return null;
    }

    private static ScenarioProblem At(string file, ParsingEvent item, string message) =>
        new(file, (int)item.Start.Line, (int)item.Start.Column, message);
}
