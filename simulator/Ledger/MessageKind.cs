namespace AedCabinet.Ledger;

/// <summary>What kind of message it is: the last level of its topic.</summary>
public enum MessageKind
{
    /// <summary>One that this program does not know, or of no interest here: a command, or what was added within version 1.</summary>
    Other,

    /// <summary>The birth, goodbye or last will.</summary>
    Online,

    /// <summary>Who and where.</summary>
    About,

    /// <summary>The latest picture.</summary>
    State,

    /// <summary>Something that happened.</summary>
    Event,

    /// <summary>Figures.</summary>
    Telemetry,

    /// <summary>What became of a command.</summary>
    Reply,
}
