namespace AedCabinet.Simulator.Flash;

/// <summary>What changes a flash.</summary>
public enum FlashAction
{
    /// <summary>A file is created or overwritten.</summary>
    Write,

    /// <summary>Bytes are added to the end of a file.</summary>
    Append,

    /// <summary>A file is deleted.</summary>
    Delete,
}
