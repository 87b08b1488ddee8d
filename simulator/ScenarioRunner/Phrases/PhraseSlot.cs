using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>A kind of word that a form of phrase has a place for, such as a duration or the name of an event.</summary>
/// <param name="Name">Its name, as it stands in forms and messages.</param>
/// <param name="Example">A valid word.</param>
/// <param name="Pattern">What it looks like: a regular expression that all engines read alike, without anchors.</param>
/// <param name="Parse">What a word means, or <c>null</c> when it is none of this kind.</param>
/// <param name="Choices">All the words there are, when they can be counted.</param>
public sealed record PhraseSlot(string Name, string Example, string Pattern, Func<string, object?> Parse,
    IReadOnlyList<string>? Choices = null)
{
    /// <summary>A slot for one of a few words.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="choices">The words.</param>
    /// <returns>The slot; what it means is the word itself.</returns>
    public static PhraseSlot OneOf(string name, IEnumerable<string> choices)
    {
        string[] words = [.. choices];
        return new PhraseSlot(name, words[0], $"({string.Join('|', words.Select(Regex.Escape))})",
            word => words.Contains(word) ? word : null, words);
    }
}
