namespace AedCabinet.Care;

/// <summary>What became of a correction that came in.</summary>
public enum CorrectionOutcome
{
    /// <summary>It was taken.</summary>
    Taken,

    /// <summary>Somebody else was first: nothing was changed.</summary>
    Outdated,

    /// <summary>The cabinet has not confirmed the one before: nothing was changed.</summary>
    Waiting,
}
