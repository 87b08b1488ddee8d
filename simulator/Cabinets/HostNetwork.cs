using AedCabinet.Platform;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>The network of the host that the simulator runs on: simply there, for any number of cabinets and restarts.</summary>
public sealed class HostNetwork : INetwork
{
    /// <inheritdoc/>
    public bool IsUp { get; private set; }

    /// <inheritdoc/>
    public void Start() => IsUp = true;

    /// <inheritdoc/>
    public void Restart() => IsUp = true;
}
