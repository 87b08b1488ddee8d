namespace AedCabinet.Centre;

/// <summary>How far the centre has got with an emergency (SPEC §18).</summary>
public enum EmergencyStage
{
    /// <summary>Nobody at the centre has seen it.</summary>
    New,

    /// <summary>Somebody has seen it and calls back (受理, 回拨现场).</summary>
    Seen,

    /// <summary>Help is on the way (派车).</summary>
    OnTheWay,

    /// <summary>It is closed, with a reason (结案).</summary>
    Closed,
}
