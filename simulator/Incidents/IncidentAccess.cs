using AedCabinet.Access;
using AedCabinet.Ledger;

namespace AedCabinet.Incidents;

/// <summary>
/// Who may see and do what with incidents, by the one table of roles: who handles emergencies sees all of an incident; who keeps responders
/// sees the place and the AEDs of one that is open and to which it may call somebody. Nobody else sees any.
/// </summary>
public static class IncidentAccess
{
    /// <summary>Whether something may be done with an incident.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="permission">What.</param>
    /// <param name="incident">The incident.</param>
    /// <returns><c>true</c> when it may.</returns>
    public static bool May(this AccessScope scope, Permission permission, Incident incident) => incident.Topic is { } topic
        ? scope.May(permission, topic) : scope.MayIn(permission, incident.Prefecture);

    /// <summary>Whether something may be done with a responder.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="permission">What.</param>
    /// <param name="responder">The responder.</param>
    /// <returns><c>true</c> when it may.</returns>
    public static bool May(this AccessScope scope, Permission permission, Responder responder) => responder.Topic is { } topic
        ? scope.May(permission, topic) : scope.MayIn(permission, responder.Prefecture);

    /// <summary>Whether an incident may be seen, whole or in part.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="database">The database.</param>
    /// <param name="incident">The incident.</param>
    /// <returns><c>true</c> when it may.</returns>
    public static bool Sees(this AccessScope scope, LedgerDatabase database, Incident incident) => scope.SeesWhole(incident)
        || (incident.Stage != IncidentStage.Closed && scope.May(Permission.Respond)
            && ResponderBook.CallList(database, incident, one => scope.May(Permission.Respond, one), 1).Count > 0);

    /// <summary>Whether all of an incident may be seen.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="incident">The incident.</param>
    /// <returns><c>true</c> when it may.</returns>
    public static bool SeesWhole(this AccessScope scope, Incident incident) => scope.May(Permission.HandleEmergencies, incident);
}
