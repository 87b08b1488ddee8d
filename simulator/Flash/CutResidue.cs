namespace AedCabinet.Simulator.Flash;

/// <summary>What an operation of the flash leaves behind that the power cut.</summary>
public enum CutResidue
{
    /// <summary>The old content: the new one was lost because the file was not closed.</summary>
    Nothing,

    /// <summary>The first bytes of what was to be written, and for an overwritten file nothing of the old.</summary>
    FirstBytes,

    /// <summary>As <see cref="FirstBytes"/>, and the last of them is wrong.</summary>
    TornLastByte,

    /// <summary>All of it: the power failed after the file was closed and before anybody was told.</summary>
    Everything,
}
