using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>A form as a handbook lists it.</summary>
/// <param name="Form">The form, without its endings.</param>
/// <param name="Kind">What its endings are called; empty for none.</param>
/// <param name="Meaning">What a phrase of this form means.</param>
public sealed partial record PhraseRow(string Form, string Kind, string Meaning)
{
    /// <summary>Gets the form without the names of its places, which only the parser needs.</summary>
    public string Display => PlaceNames().Replace(Form, string.Empty);

    [GeneratedRegex("(?<=^|[ <\\[])[a-z]+:")]
    private static partial Regex PlaceNames();
}
