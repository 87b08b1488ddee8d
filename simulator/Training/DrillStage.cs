namespace AedCabinet.Training;

/// <summary>How far a drill has come.</summary>
public enum DrillStage
{
    /// <summary>Its time has not come.</summary>
    Planned,

    /// <summary>Its time has come and the cabinet has not answered yet.</summary>
    Starting,

    /// <summary>It is under way.</summary>
    Running,

    /// <summary>It is over.</summary>
    Done,

    /// <summary>Its time went by without the cabinet's answer.</summary>
    Missed,

    /// <summary>The cabinet has refused it.</summary>
    Refused,

    /// <summary>It was taken back before its time.</summary>
    Withdrawn,
}
