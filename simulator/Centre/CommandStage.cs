namespace AedCabinet.Centre;

/// <summary>How far a command has got.</summary>
public enum CommandStage
{
    /// <summary>The broker has not confirmed it yet.</summary>
    Sending,

    /// <summary>The broker has it; the cabinet has not replied yet.</summary>
    Sent,

    /// <summary>The cabinet has begun; its outcome follows.</summary>
    Accepted,

    /// <summary>Carried out.</summary>
    Done,

    /// <summary>Tried in vain.</summary>
    Failed,

    /// <summary>Refused by the cabinet.</summary>
    Refused,

    /// <summary>The cabinet did not reply in time; a reply that comes later still counts.</summary>
    NoReply,

    /// <summary>It did not get to the broker.</summary>
    NotSent,
}
