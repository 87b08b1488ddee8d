namespace AedCabinet.Access;

/// <summary>What may be done. Each is the name of an authorization policy (<see cref="Permissions.Policy"/>).</summary>
public enum Permission
{
    /// <summary>See cabinets, their state, events and emergencies.</summary>
    See,

    /// <summary>See the name and telephone number of a cabinet's contact; each look is in the audit log.</summary>
    SeeContacts,

    /// <summary>Take emergencies through their stages.</summary>
    HandleEmergencies,

    /// <summary>Send commands to cabinets; each is in the audit log.</summary>
    Command,

    /// <summary>Fill in an inspection, which sends the signed <c>inspect</c>.</summary>
    Inspect,

    /// <summary>Give due work to somebody and record that it was done; set who is on call.</summary>
    PlanCare,

    /// <summary>See reports and export them.</summary>
    Report,

    /// <summary>Correct a cabinet's place, hours, contact and expiries.</summary>
    Correct,

    /// <summary>Say who of the responders goes, has the AED, is there, and keep who may be called.</summary>
    Respond,

    /// <summary>Plan drills, and keep who is trained.</summary>
    Train,

    /// <summary>Read the audit log.</summary>
    Audit,

    /// <summary>Make, change and lock people and systems.</summary>
    ManageAccess,
}
