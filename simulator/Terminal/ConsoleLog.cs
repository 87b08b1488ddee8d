namespace AedCabinet.Terminal;

/// <summary>A program's log on the terminal, each line with its time.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="clock">Gives the time of day.</param>
public class ConsoleLog(TextWriter output, TimeProvider clock) : IProgramLog
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
