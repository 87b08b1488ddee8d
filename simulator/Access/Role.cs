namespace AedCabinet.Access;

/// <summary>What somebody, or another system, is to the centre (SPEC §18). Stored by name: names don't change.</summary>
public enum Role
{
    /// <summary>Of the 120 dispatch centre: handles emergencies, commands cabinets, sees whom to call.</summary>
    Dispatcher,

    /// <summary>Keeps the cabinets named in the grant: inspects them.</summary>
    Keeper,

    /// <summary>Of the department that owns the data: sees, corrects and reports its own.</summary>
    Department,

    /// <summary>Of the maintenance staff: commands cabinets, sees care and faults.</summary>
    Maintainer,

    /// <summary>Looks after people, systems and the audit log.</summary>
    Administrator,

    /// <summary>A system that reads what it may see.</summary>
    Feed,

    /// <summary>The system of the responders (红十字救护员信息管理系统): who may be called, who goes.</summary>
    Responders,

    /// <summary>The system of trainings (应急救护培训系统): drills and certificates.</summary>
    Training,
}
