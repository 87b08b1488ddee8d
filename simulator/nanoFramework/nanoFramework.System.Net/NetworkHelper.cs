namespace nanoFramework.Networking;

/// <summary>
/// Desktop stand-in for nanoFramework's Ethernet helper. The desktop's network is simply there, so the ready event is
/// signalled at once; a clock that must be valid always is. The board has one network, the desktop process one too:
/// cabinets that share a process share this class, and the simulator calls <see cref="Reset"/> between runs.
/// </summary>
public static class NetworkHelper
{
    /// <summary>Signalled while the network is up. <see cref="Reset"/> replaces it: never keep a reference.</summary>
    public static ManualResetEvent NetworkReady => State.NetworkReady;

    /// <summary>How far the network has come up.</summary>
    public static NetworkHelperStatus Status => State.Status;

    /// <summary>What went wrong when <see cref="Status"/> is <see cref="NetworkHelperStatus.ExceptionOccurred"/>, else null.</summary>
    public static Exception? HelperException => State.HelperException;

    /// <summary>The simulator's network cable.</summary>
    internal static NetworkState State { get; } = new();

    /// <summary>Starts bringing the network up; <see cref="NetworkReady"/> tells when it is.</summary>
    /// <param name="requiresDateTime">Wait for a valid clock as well.</param>
    /// <exception cref="InvalidOperationException">Called before, with no <see cref="Reset"/> since.</exception>
    public static void SetupNetworkHelper(bool requiresDateTime = false) => State.SetUp();

    /// <summary>Brings the network up and waits for it.</summary>
    /// <param name="token">Ends the wait; without one the wait has no end.</param>
    /// <param name="requiresDateTime">Wait for a valid clock as well.</param>
    /// <returns>Whether the network is up; if not, <see cref="Status"/> says why.</returns>
    public static bool SetupAndConnectNetwork(CancellationToken token = default, bool requiresDateTime = false) =>
        State.WaitForAddress(token);

    /// <summary>Forgets the set-up, so that it may be done again.</summary>
    public static void Reset() => State.Reset();
}
