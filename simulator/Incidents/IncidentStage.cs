namespace AedCabinet.Incidents;

/// <summary>How far an incident is. Stored by number: numbers don't change.</summary>
public enum IncidentStage
{
    /// <summary>It is known, and nobody was sent yet.</summary>
    Opened,

    /// <summary>Somebody was sent (派车).</summary>
    Dispatched,

    /// <summary>Help is on the way.</summary>
    OnTheWay,

    /// <summary>Help has arrived.</summary>
    Arrived,

    /// <summary>It is closed, with an outcome (结案).</summary>
    Closed,
}
