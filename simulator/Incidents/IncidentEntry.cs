namespace AedCabinet.Incidents;

/// <summary>Something that happened in an incident.</summary>
public sealed record IncidentEntry
{
    /// <summary>It was opened.</summary>
    public const string Opened = "opened";

    /// <summary>Which AEDs were named to whoever opened it.</summary>
    public const string Named = "named";

    /// <summary>A cabinet reported an emergency; the word is the event's name.</summary>
    public const string Emergency = "emergency";

    /// <summary>The centre worked on a cabinet's emergency; the word is its stage.</summary>
    public const string EmergencyStep = "emergency-step";

    /// <summary>It came to a stage; the word is the stage.</summary>
    public const string ToStage = "stage";

    /// <summary>A command was asked for; the word is its name.</summary>
    public const string Command = "command";

    /// <summary>Something became of a command; the word is its name.</summary>
    public const string CommandOutcome = "command-outcome";

    /// <summary>Somebody looked at whom to call.</summary>
    public const string Contact = "contact";

    /// <summary>A responder said something; the word is the status.</summary>
    public const string Response = "response";

    /// <summary>An AED was taken.</summary>
    public const string AedOut = "aed-out";

    /// <summary>It is back in its place.</summary>
    public const string AedBack = "aed-back";

    /// <summary>Gets its number; 0 for what is kept elsewhere.</summary>
    public long No { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what kind of thing it is.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets who did it; empty for a cabinet and for the centre itself.</summary>
    public string Who { get; init; } = string.Empty;

    /// <summary>Gets the cabinet's id; <c>null</c> for none.</summary>
    public string? Cabinet { get; init; }

    /// <summary>Gets the responder's id; <c>null</c> for none.</summary>
    public string? Responder { get; init; }

    /// <summary>Gets the stage, status, event or command; <c>null</c> for none.</summary>
    public string? Word { get; init; }

    /// <summary>Gets free words; for <see cref="Named"/> the AEDs, each as id and metres.</summary>
    public string? Note { get; init; }

    /// <summary>Gets the command's number; <c>null</c> for none, or while it is not known.</summary>
    public long? Counter { get; init; }

    /// <summary>Gets what became of the command, or of the incident; <c>null</c> while nothing did.</summary>
    public string? Outcome { get; init; }
}
