using System.Text;
using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>One part of a form: a word, a choice of words, a slot, or an optional group of parts.</summary>
internal sealed class PhrasePart
{
    // More words than this help nobody in a message; the handbook has them all.
    private const int MostListed = 16;

    private readonly PhraseSlot? _slot;
    private readonly string[] _words = [];

    private PhrasePart(string name, string[] words)
    {
        Name = name;
        _words = words;
    }

    private PhrasePart(string name, PhraseSlot slot, bool isRepeated)
    {
        Name = name;
        _slot = slot;
        IsRepeated = isRepeated;
    }

    private PhrasePart(IReadOnlyList<PhrasePart> group)
    {
        Name = string.Empty;
        Group = group;
    }

    public string Name { get; }

    public bool IsRepeated { get; }

    public IReadOnlyList<PhrasePart> Group { get; } = [];

    public bool IsGroup => Group.Count > 0;

    public bool IsOptional => IsGroup || IsRepeated;

    public string Example => _slot?.Example ?? _words[0];

    /// <summary>Gets what may stand here, for messages.</summary>
    public IEnumerable<string> Expected => _slot is null ? _words : _slot.Choices is { Count: <= MostListed } choices ? choices
        : [$"<{_slot.Name}> such as {_slot.Example}"];

    /// <summary>Gets the words that may stand here when they can be counted, to find the one that was meant.</summary>
    public IEnumerable<string> Words => _slot is null ? _words : _slot.Choices ?? [];

    public static IReadOnlyList<PhrasePart> Parse(string form, IReadOnlyDictionary<string, PhraseSlot> slots)
    {
        Stack<List<PhrasePart>> levels = new([[]]);
        foreach (string raw in form.Split(' '))
        {
            string word = raw;
            while (word.StartsWith('['))
            {
                levels.Push([]);
                word = word[1..];
            }

            string core = word.TrimEnd(']');
            levels.Peek().Add(One(core, slots));
            for (int i = core.Length; i < word.Length; i++)
            {
                PhrasePart group = new(levels.Pop());
                levels.Peek().Add(group);
            }
        }

        return levels.Single();
    }

    public static string PatternOf(IReadOnlyList<PhrasePart> parts, bool isFirst)
    {
        StringBuilder pattern = new();
        foreach (PhrasePart part in parts)
        {
            if (part.IsGroup)
            {
                pattern.Append('(').Append(PatternOf(part.Group, isFirst: false)).Append(")?");
                continue;
            }

            string core = part._slot?.Pattern
                ?? (part._words.Length == 1 ? Regex.Escape(part._words[0]) : $"({string.Join('|', part._words.Select(Regex.Escape))})");
            pattern.Append(part.IsRepeated ? $"( +{core})*" : isFirst ? core : " +" + core);
            isFirst = false;
        }

        return pattern.ToString();
    }

    public object? Read(string word) => _slot is null ? (_words.Contains(word) ? word : null) : _slot.Parse(word);

    private static PhrasePart One(string word, IReadOnlyDictionary<string, PhraseSlot> slots)
    {
        if (!word.StartsWith('<'))
        {
            // A plain word has no name: only what stands in a named choice or slot is kept.
            int colon = word.IndexOf(':');
            return new PhrasePart(colon < 0 ? string.Empty : word[..colon], word[(colon + 1)..].Split('|'));
        }

        bool isRepeated = word.EndsWith('*');
        string[] names = word.TrimEnd('*').Trim('<', '>').Split(':');
        return new PhrasePart(names[0], slots[names[^1]], isRepeated);
    }
}
