namespace nanoFramework.Networking;

/// <summary>How far the network has come up.</summary>
public enum NetworkHelperStatus
{
    /// <summary>Nothing was asked for yet.</summary>
    None = 0,

    /// <summary>Set up, waiting for an address.</summary>
    Started = 1,

    /// <summary>There is an address (and a clock, where one was asked for).</summary>
    NetworkIsReady = 2,

    /// <summary>The board has no network interface.</summary>
    FailedNoNetworkInterface = 3,

    /// <summary>The caller's token ended before an address came.</summary>
    TokenExpiredWaitingIPAddress = 4,

    /// <summary>The caller's token ended before the clock was set.</summary>
    TokenExpiredWaitingDateTime = 5,

    /// <summary>The access point was found but refused.</summary>
    ErrorConnetingToWiFiWhileScanning = 6,

    /// <summary>See the helper's exception.</summary>
    ExceptionOccurred = 7,

    /// <summary>The address was lost and is awaited again.</summary>
    Reconnecting = 8,
}
