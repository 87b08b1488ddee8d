namespace AedCabinet.Centre;

/// <summary>What can be wrong with what comes in or is kept.</summary>
public enum IntakeFault
{
    /// <summary>There is no connection to the broker: what the cabinets say waits there.</summary>
    NotConnected,

    /// <summary>The database takes nothing: what comes waits at the broker.</summary>
    NotWritten,

    /// <summary>The database can't be read: the history and its figures are old or missing.</summary>
    NotRead,
}
