namespace AedCabinet.Simulator.Fleet;

/// <summary>The images of a scan; every scan writes all of them, so that the cabinets of one thread share them.</summary>
public sealed class FleetImages
{
    /// <summary>Gets what the pins of the cabinet being scanned say.</summary>
    public InputImage Inputs { get; } = new();

    /// <summary>Gets what they are to be.</summary>
    public OutputImage Outputs { get; } = new();
}
