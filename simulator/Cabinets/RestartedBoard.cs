using AedCabinet.Controller;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>A board whose firmware restarts it: the boot ends, and <see cref="ControllerBoots"/> makes the next.</summary>
internal sealed class RestartedBoard : IBoard
{
    /// <summary>Gets or sets what ends the boot.</summary>
    public Action Restarts { get; set; } = () => { };

    /// <inheritdoc/>
    public void Restart() => Restarts();
}
