using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>Something that happened at the centre itself, for whoever follows what happens (SPEC §19).</summary>
/// <param name="Type">What, a word with dots: <c>incident.opened</c>, <c>responder.accepted</c>.</param>
/// <param name="Cabinet">The id of the cabinet that it is about; <c>null</c> for none.</param>
/// <param name="Prefecture">The prefecture, four digits; empty where it belongs to none.</param>
/// <param name="Department">The department that owns the data, as in topics; empty for none.</param>
/// <param name="Severity">How grave it is; an emergency goes by the emergencies' lane.</param>
/// <param name="IsDrill">Whether it belongs to a declared exercise.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">What belongs to it: a JSON object without telephone numbers and names of people.</param>
public sealed record CentreEvent(
    string Type, string? Cabinet, string Prefecture, string Department, Severity Severity, bool IsDrill, DateTimeOffset At, string Data);
