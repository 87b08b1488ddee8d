using AedCabinet.Platform;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>The cabinets' serial log on the terminal, each line with its time.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="clock">Gives the time of day.</param>
public sealed class SerialConsole(TextWriter output, TimeProvider clock) : ILog
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public void Info(string line) => Write(line);

    /// <inheritdoc/>
    public void Warning(string line) => Write("warning: " + line);

    /// <inheritdoc/>
    public void Error(string line) => Write("ERROR: " + line);

    private void Write(string line)
    {
        lock (_lock)
        {
            output.WriteLine($"{clock.GetLocalNow():HH:mm:ss.fff} {line}");
        }
    }
}
