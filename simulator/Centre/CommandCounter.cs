namespace AedCabinet.Centre;

/// <summary>Numbers commands for as long as the program runs; by the host's time they rise from one run to the next.</summary>
internal sealed class CommandCounter : ICommandCounter
{
    private long _last;

    /// <inheritdoc/>
    public long Next(long atLeast) => _last = Math.Max(_last + 1, atLeast);
}
