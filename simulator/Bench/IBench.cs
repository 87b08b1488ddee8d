namespace AedCabinet.Simulator.Bench;

/// <summary>Measures something and gives figures of it.</summary>
public interface IBench
{
    /// <summary>Gets its name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="size">How thoroughly.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>The figures.</returns>
    Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop);
}
