namespace AedCabinet.Centre;

/// <summary>What became of telling somebody.</summary>
public enum AlertOutcome
{
    /// <summary>It is on its way.</summary>
    Sending,

    /// <summary>The mail server or the gateway has taken it. Whether anybody read it shows only when the emergency is seen.</summary>
    Sent,

    /// <summary>It was not taken: the next one is told at once.</summary>
    Failed,

    /// <summary>The program that sent it ended, twice: it may have gone out.</summary>
    Unknown,

    /// <summary>Nobody was on call.</summary>
    Nobody,
}
