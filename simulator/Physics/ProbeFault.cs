namespace AedCabinet.Simulator.Physics;

/// <summary>What can be wrong with a simulated temperature probe.</summary>
public enum ProbeFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its wire is cut: nobody answers.</summary>
    Disconnected,

    /// <summary>A bit of every answer is flipped on its way.</summary>
    Crc,

    /// <summary>It restarts before every reading and never gets beyond its power-on value of 85.0 °C.</summary>
    StuckAt85,

    /// <summary>The data line touches ground.</summary>
    Shorted,

    /// <summary>It answers well and measures no more: always the reading it had last.</summary>
    Frozen,
}
