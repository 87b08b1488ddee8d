namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Something wrong in a scenario file.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong and what would have been valid.</param>
public sealed record ScenarioProblem(string File, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
