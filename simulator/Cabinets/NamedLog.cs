using AedCabinet.Platform;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>The serial log of one cabinet among several: every line names it.</summary>
/// <param name="name">The cabinet's id.</param>
/// <param name="inner">Where lines go.</param>
public sealed class NamedLog(string name, ILog inner) : ILog
{
    /// <inheritdoc/>
    public void Info(string line) => inner.Info(name + ": " + line);

    /// <inheritdoc/>
    public void Warning(string line) => inner.Warning(name + ": " + line);

    /// <inheritdoc/>
    public void Error(string line) => inner.Error(name + ": " + line);
}
