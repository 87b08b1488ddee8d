namespace AedCabinet.Simulator.Bench;

/// <summary>How thorough a bench is.</summary>
public enum BenchSize
{
    /// <summary>Seconds: the bench works, its times say nothing.</summary>
    Short,

    /// <summary>What the targets are about.</summary>
    Full,
}
