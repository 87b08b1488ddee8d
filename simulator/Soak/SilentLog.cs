using AedCabinet.Platform;

namespace AedCabinet.Simulator.Soak;

/// <summary>A serial log that nobody reads.</summary>
internal sealed class SilentLog : ILog
{
    /// <inheritdoc/>
    public void Info(string message)
    {
    }

    /// <inheritdoc/>
    public void Warning(string message)
    {
    }

    /// <inheritdoc/>
    public void Error(string message)
    {
    }
}
