namespace AedCabinet.Simulator.Flash;

/// <summary>How a flash's answer to a read is wrong; what is stored is not touched.</summary>
public enum ReadFault
{
    /// <summary>It is right.</summary>
    None,

    /// <summary>The file is there and can't be read.</summary>
    Fails,

    /// <summary>The second half is missing.</summary>
    Short,

    /// <summary>One bit in the middle is wrong.</summary>
    Wrong,
}
