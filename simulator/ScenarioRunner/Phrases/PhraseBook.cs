namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>All the forms that a kind of phrase may have, each with what becomes of a phrase of that form.</summary>
/// <typeparam name="T">What becomes of a phrase.</typeparam>
/// <param name="slots">The kinds of slot the forms use.</param>
public sealed class PhraseBook<T>(IReadOnlyDictionary<string, PhraseSlot> slots)
{
    private readonly List<(PhraseForm Form, Func<PhraseMatch, T> Make)> _entries = [];
    private readonly List<PhraseRow> _rows = [];

    /// <summary>Gets the forms, each with every ending.</summary>
    public IEnumerable<PhraseForm> Forms => _entries.Select(entry => entry.Form);

    /// <summary>Gets the forms for a handbook, without their endings.</summary>
    public IReadOnlyList<PhraseRow> Rows => _rows;

    /// <summary>Adds a form.</summary>
    /// <param name="form">The form, see <see cref="PhraseForm"/>.</param>
    /// <param name="meaning">What it means, one line.</param>
    /// <param name="make">What becomes of a phrase of this form.</param>
    public void Add(string form, string meaning, Func<PhraseMatch, T> make) => Add(form, string.Empty, [string.Empty], meaning, make);

    /// <summary>Adds a form that may end in several ways.</summary>
    /// <param name="form">The form, see <see cref="PhraseForm"/>.</param>
    /// <param name="kind">What the endings are called in a handbook.</param>
    /// <param name="endings">The endings; each begins with a space, or is empty.</param>
    /// <param name="meaning">What it means, one line.</param>
    /// <param name="make">What becomes of a phrase of this form.</param>
    public void Add(string form, string kind, IEnumerable<string> endings, string meaning, Func<PhraseMatch, T> make)
    {
        _rows.Add(new PhraseRow(form, kind, meaning));
        _entries.AddRange(endings.Select(ending => (new PhraseForm(form + ending, meaning, slots), make)));
    }

    /// <summary>Reads a phrase.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <returns>What becomes of it.</returns>
    /// <exception cref="PhraseException">It fits no form; the message says which word is wrong and what would have been valid.</exception>
    public T Read(string phrase)
    {
        IReadOnlyList<PhraseToken> tokens = PhraseToken.Split(phrase);
        FurthestFailure furthest = new();
        foreach ((PhraseForm form, Func<PhraseMatch, T> make) in _entries)
        {
            if (form.TryMatch(tokens, furthest) is { } match)
            {
                return make(match);
            }
        }

        throw furthest.ToException(phrase, tokens);
    }
}
