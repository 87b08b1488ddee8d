using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Incidents;

/// <summary>Tells whoever follows what happens at the centre of what happened in an incident. Nobody's name is in it.</summary>
internal static class IncidentEvents
{
    /// <summary>Tells of it, as the last of the step in which it is kept.</summary>
    /// <param name="database">The database.</param>
    /// <param name="incident">The incident as it is then.</param>
    /// <param name="type">What happened.</param>
    /// <param name="at">When.</param>
    /// <param name="cabinet">The cabinet's id where it is another than the incident's.</param>
    /// <param name="more">What else belongs to it.</param>
    public static void Append(LedgerDatabase database, Incident incident, string type, DateTimeOffset at, string? cabinet = null,
        params ReadOnlySpan<(string Name, string? Value)> more)
    {
        JsonObject data = new()
        {
            ["incident"] = incident.No,
            ["stage"] = IncidentWords.Of(incident.Stage),
            ["origin"] = incident.IsOfCabinet ? IncidentBook.OfCabinet : IncidentBook.OfDispatch,
        };
        foreach ((string name, string? value) in more)
        {
            data[name] = value;
        }

        if ((cabinet ?? incident.Topic?.Cabinet) is { } about)
        {
            data["cabinet"] = about;
        }

        bool isOver = incident.Stage == IncidentStage.Closed || type == "incident.aed-back";
        CentreEventLog.Append(database, new CentreEvent(type, cabinet ?? incident.Topic?.Cabinet, incident.Prefecture,
            incident.Topic?.Sector ?? string.Empty, isOver ? Severity.Info : Severity.Emergency, false, at, data.ToJsonString()));
    }
}
