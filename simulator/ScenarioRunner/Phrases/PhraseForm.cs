namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>
/// One form of phrase: words, <c>choices|of|words</c>, <c>&lt;slots&gt;</c>, <c>[optional parts]</c> and <c>&lt;slots&gt;*</c> that
/// may stand any number of times. A choice or slot is named by what stands before a colon: <c>door:aed|kit</c>,
/// <c>&lt;from:duration&gt;</c>. From it come the parser, its messages, the editors' schema and the handbook's table.
/// </summary>
public sealed class PhraseForm
{
    private readonly IReadOnlyList<PhrasePart> _parts;

    /// <summary>Initializes a new instance of the <see cref="PhraseForm"/> class.</summary>
    /// <param name="text">The form.</param>
    /// <param name="meaning">What a phrase of this form means, one line for the handbook.</param>
    /// <param name="slots">The kinds of slot it may use, by name.</param>
    public PhraseForm(string text, string meaning, IReadOnlyDictionary<string, PhraseSlot> slots)
    {
        Text = text;
        Meaning = meaning;
        _parts = PhrasePart.Parse(text, slots);
    }

    /// <summary>Gets the form as text.</summary>
    public string Text { get; }

    /// <summary>Gets what a phrase of this form means.</summary>
    public string Meaning { get; }

    /// <summary>Gets what a phrase of this form looks like, as a regular expression with anchors.</summary>
    public string Pattern => "^" + PhrasePart.PatternOf(_parts, isFirst: true) + "$";

    /// <summary>Gets a valid phrase, without the optional parts.</summary>
    public string Example => string.Join(' ', _parts.Where(part => !part.IsOptional).Select(part => part.Example));

    /// <summary>Tries to read a phrase.</summary>
    /// <param name="tokens">Its words.</param>
    /// <param name="furthest">Learns what was expected at the furthest word that any form reached.</param>
    /// <returns>The match, or <c>null</c>.</returns>
    internal PhraseMatch? TryMatch(IReadOnlyList<PhraseToken> tokens, FurthestFailure furthest)
    {
        List<(string, object)> values = [];
        return Matches(_parts, 0, tokens, 0, values, furthest) ? new PhraseMatch(this, values) : null;
    }

    private static bool Matches(IReadOnlyList<PhrasePart> parts, int part, IReadOnlyList<PhraseToken> tokens, int token,
        List<(string, object)> values, FurthestFailure furthest)
    {
        if (part == parts.Count)
        {
            if (token < tokens.Count)
            {
                furthest.Note(token, null);
            }

            return token == tokens.Count;
        }

        PhrasePart here = parts[part];
        int known = values.Count;
        if (here.IsGroup)
        {
            // Tried with the optional group first, then without it.
            IReadOnlyList<PhrasePart> spliced = [.. here.Group, .. parts.Skip(part + 1)];
            if (Matches(spliced, 0, tokens, token, values, furthest))
            {
                return true;
            }

            values.RemoveRange(known, values.Count - known);
            return Matches(parts, part + 1, tokens, token, values, furthest);
        }

        object? value = token < tokens.Count ? here.Read(tokens[token].Text) : null;
        if (value is null)
        {
            furthest.Note(token, here);
        }
        else
        {
            if (here.Name.Length > 0)
            {
                values.Add((here.Name, value));
            }

            if (Matches(parts, here.IsRepeated ? part : part + 1, tokens, token + 1, values, furthest))
            {
                return true;
            }

            values.RemoveRange(known, values.Count - known);
        }

        return here.IsRepeated && Matches(parts, part + 1, tokens, token, values, furthest);
    }
}
