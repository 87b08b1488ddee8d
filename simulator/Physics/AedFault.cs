namespace AedCabinet.Simulator.Physics;

/// <summary>What is wrong with a simulated AED.</summary>
public enum AedFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It has found a fault and asks for attention.</summary>
    Attention,

    /// <summary>Its status lights are dead: dark whatever it does.</summary>
    Dark,

    /// <summary>Some of its flashes fail, see <see cref="AedLights.MissedFlashProbability"/>; it is ready all the same.</summary>
    MissedFlashes,

    /// <summary>
    /// Its battery is flat: dark, and it can't be switched on; a new battery (any other fault, or none) begins with a self-test.
    /// </summary>
    FlatBattery,
}
