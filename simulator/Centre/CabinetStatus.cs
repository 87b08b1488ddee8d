namespace AedCabinet.Centre;

/// <summary>What the registry can say of a cabinet now.</summary>
public enum CabinetStatus
{
    /// <summary>A bystander may rely on it.</summary>
    Ready,

    /// <summary>It is connected and says that it must not be relied on, and why.</summary>
    NotReady,

    /// <summary>It is not connected, or has not reported for too long: nothing is known of now.</summary>
    Offline,

    /// <summary>It speaks, but its latest state can't be understood: nothing is known of now.</summary>
    NotUnderstood,

    /// <summary>Two boards speak as this cabinet, or one has lost its flash: what it says can't be put together.</summary>
    TwoBoards,
}
