namespace AedCabinet.Care;

/// <summary>How far a correction has come.</summary>
public enum CorrectionStage
{
    /// <summary>The cabinet has not confirmed it yet.</summary>
    Pending,

    /// <summary>It holds.</summary>
    Confirmed,

    /// <summary>The cabinet has refused it, or did not answer in time.</summary>
    Failed,

    /// <summary>It was taken back before it was sent.</summary>
    Withdrawn,
}
