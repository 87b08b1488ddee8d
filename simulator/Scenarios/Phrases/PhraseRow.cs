namespace AedCabinet.Simulator.Scenarios.Phrases;

/// <summary>A form as a handbook lists it.</summary>
/// <param name="Form">The form, without its endings.</param>
/// <param name="Kind">What its endings are called; empty for none.</param>
/// <param name="Meaning">What a phrase of this form means.</param>
public sealed record PhraseRow(string Form, string Kind, string Meaning);
