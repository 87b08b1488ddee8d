namespace AedCabinet.Simulator.Physics;

/// <summary>What an AED shows.</summary>
public enum AedCondition
{
    /// <summary>That it is ready.</summary>
    Ready,

    /// <summary>That it needs attention.</summary>
    Attention,

    /// <summary>That it is switched on.</summary>
    InUse,

    /// <summary>That it tests itself.</summary>
    SelfTest,

    /// <summary>Nothing: its lights or its battery are dead.</summary>
    Dark,

    /// <summary>Taken away: nothing is there.</summary>
    Away,
}
