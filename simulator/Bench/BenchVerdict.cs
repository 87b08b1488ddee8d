namespace AedCabinet.Simulator.Bench;

/// <summary>What a figure is worth against its target.</summary>
public enum BenchVerdict
{
    /// <summary>Not judged: a short run says only that the bench works.</summary>
    NotJudged,

    /// <summary>The target is met.</summary>
    Met,

    /// <summary>The target is missed.</summary>
    Missed,
}
