namespace AedCabinet.Ledger;

/// <summary>How far a command has come that is to go out within a time. Stored by name: names don't change.</summary>
public enum TimedStage
{
    /// <summary>Its time has not come, or it waits for the next attempt.</summary>
    Waiting,

    /// <summary>A process is sending it.</summary>
    Sending,

    /// <summary>It was sent and has no answer yet.</summary>
    Sent,

    /// <summary>The cabinet has begun with it.</summary>
    Accepted,

    /// <summary>The cabinet has carried it out.</summary>
    Done,

    /// <summary>The cabinet has refused it, or tried it in vain.</summary>
    Failed,

    /// <summary>Its time is over without an answer.</summary>
    Missed,

    /// <summary>It was taken back before it was sent.</summary>
    Withdrawn,
}
