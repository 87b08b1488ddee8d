using AedCabinet.Platform;

namespace AedCabinet.Simulator.Fleet;

/// <summary>A network that is always there.</summary>
public sealed class ReadyNetwork : INetwork
{
    /// <summary>Gets the only one.</summary>
    public static ReadyNetwork Instance { get; } = new();

    /// <inheritdoc/>
    public bool IsUp => true;

    /// <inheritdoc/>
    public void Start()
    {
        // It is up.
    }

    /// <inheritdoc/>
    public void Restart()
    {
        // It stays up.
    }
}
