namespace AedCabinet.Care;

/// <summary>Why there is something to do at a cabinet.</summary>
public enum DueKind
{
    /// <summary>Something was found wrong on an inspection.</summary>
    Defect,

    /// <summary>A member of the public says that something is wrong.</summary>
    Report,

    /// <summary>The cabinet says that something isn't as it should be, or says nothing any more.</summary>
    Fault,

    /// <summary>The cabinet's own battery is low.</summary>
    Battery,

    /// <summary>Nobody has looked at it for too long, or since something happened.</summary>
    Inspection,

    /// <summary>A consumable expires soon, or has.</summary>
    Expiry,
}
