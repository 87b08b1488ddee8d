using AedCabinet.Platform;

namespace AedCabinet.Simulator.Virtual;

/// <summary>The board's network interface: up a few seconds after its start unless the place has no network.</summary>
/// <param name="timeline">Knows the virtual time.</param>
public sealed class VirtualNetwork(Timeline timeline) : INetwork
{
    private const int AddressMs = 3000;

    private long _upFromMs = long.MaxValue;

    /// <summary>Gets or sets a value indicating whether there is no network at this place now.</summary>
    public bool IsDead { get; set; }

    /// <summary>Gets how often the firmware restarted it.</summary>
    public int Restarts { get; private set; }

    /// <inheritdoc/>
    public bool IsUp => !IsDead && timeline.NowMs >= _upFromMs;

    /// <inheritdoc/>
    public void Start() => _upFromMs = timeline.NowMs + AddressMs;

    /// <inheritdoc/>
    public void Restart()
    {
        Restarts++;
        timeline.Add("network restarted by the firmware");
        Start();
    }

    /// <summary>The board has no power.</summary>
    public void PowerOff() => _upFromMs = long.MaxValue;
}
