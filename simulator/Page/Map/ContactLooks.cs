using AedCabinet.Access;
using AedCabinet.Nearest;

namespace AedCabinet.Page.Map;

/// <summary>Tells the audit log whose contacts an open page shows: each once, as long as it stays shown.</summary>
internal sealed class ContactLooks
{
    private const string Action = "contact.seen";
    private const string From = "map";

    private HashSet<string> _shown = [];

    /// <summary>Tells of those that were not shown before.</summary>
    /// <param name="log">The audit log; <c>null</c> where there is none.</param>
    /// <param name="scope">Who looks.</param>
    /// <param name="aeds">What is shown.</param>
    /// <param name="now">When.</param>
    /// <returns>When it is kept.</returns>
    public async Task TellAsync(IAuditLog? log, AccessScope scope, IReadOnlyList<NearAed> aeds, DateTimeOffset now)
    {
        HashSet<string> before = _shown;
        _shown = [.. aeds.Where(near => near.Cabinet.About!.ContactPhone is not null
            && scope.May(Permission.SeeContacts, near.Cabinet.Topic)).Select(near => near.Cabinet.Id)];
        if (log is not null)
        {
            foreach (string id in _shown.Except(before))
            {
                await log.AddAsync(new AuditEntry(now, scope.Name, From, Action, id, IsAllowed: true));
            }
        }
    }
}
