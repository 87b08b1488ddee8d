using AedCabinet.Incidents;

namespace AedCabinet.Api.Incidents;

/// <summary>What a responder has said of an incident.</summary>
public sealed record ResponseItem
{
    /// <summary>Gets the responder's id.</summary>
    public required string Responder { get; init; }

    /// <summary>Gets what was said last: accepted, declined, fetched, arrived or left.</summary>
    public required string Status { get; init; }

    /// <summary>Gets when that was.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the id of the cabinet whose AED it is about; <c>null</c> for none.</summary>
    public required string? Cabinet { get; init; }

    /// <summary>What responders have said.</summary>
    /// <param name="entries">The incident's timeline.</param>
    /// <param name="isWanted">Whether a responder, by the id, is told of.</param>
    /// <returns>What each said last, in the order in which they first said something.</returns>
    internal static IReadOnlyList<ResponseItem> Of(IReadOnlyList<IncidentEntry> entries, Func<string, bool> isWanted)
    {
        Dictionary<string, string> last = ResponderBook.Statuses(entries);
        IncidentEntry[] said = [.. entries.Where(entry => entry is { Kind: IncidentEntry.Response, Responder: not null })];
        return
        [
            .. said.Select(entry => entry.Responder!).Distinct().Where(isWanted).Select(id =>
            {
                IncidentEntry entry = said.Last(one => one.Responder == id && one.Word == last[id]);
                return new ResponseItem
                {
                    Responder = id,
                    Status = last[id],
                    At = entry.At,
                    Cabinet = said.LastOrDefault(one => one.Responder == id && one.Cabinet is not null)?.Cabinet,
                };
            }),
        ];
    }
}
