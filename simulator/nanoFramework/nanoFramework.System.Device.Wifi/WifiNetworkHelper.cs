namespace nanoFramework.Networking;

/// <summary>
/// Desktop stand-in for nanoFramework's Wi-Fi helper. The desktop's network is simply there, so the ready event is
/// signalled at once; a clock that must be valid always is. The board has one radio, the desktop process one too:
/// cabinets that share a process share this class, and the simulator calls <see cref="Reset"/> between runs.
/// </summary>
public static class WifiNetworkHelper
{
    /// <summary>Signalled while the network is up. <see cref="Reset"/> replaces it: never keep a reference.</summary>
    public static ManualResetEvent NetworkReady => State.NetworkReady;

    /// <summary>How far the network has come up.</summary>
    public static NetworkHelperStatus Status => State.Status;

    /// <summary>What went wrong when <see cref="Status"/> is <see cref="NetworkHelperStatus.ExceptionOccurred"/>, else null.</summary>
    public static Exception? HelperException => State.HelperException;

    /// <summary>The simulator's access point.</summary>
    internal static NetworkState State { get; } = new();

    /// <summary>How often the radio was told to leave its access point.</summary>
    internal static int Disconnections => s_disconnections;

    private static int s_disconnections;

    /// <summary>Starts connecting with the credentials stored on the board; <see cref="NetworkReady"/> tells when it is done.</summary>
    /// <param name="requiresDateTime">Wait for a valid clock as well.</param>
    /// <exception cref="InvalidOperationException">Called before, with no <see cref="Reset"/> since.</exception>
    public static void SetupNetworkHelper(bool requiresDateTime = false) => State.SetUp();

    /// <summary>Connects with the credentials stored on the board and waits for an address.</summary>
    /// <param name="requiresDateTime">Wait for a valid clock as well.</param>
    /// <param name="wifiAdapterId">Index of the radio; boards have one, 0.</param>
    /// <param name="token">Ends the wait; without one the wait has no end.</param>
    /// <returns>Whether the network is up; if not, <see cref="Status"/> says why.</returns>
    public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, CancellationToken token = default)
    {
        if (wifiAdapterId != 0)
        {
            State.Fail(new IndexOutOfRangeException());
            return false;
        }

        return State.WaitForAddress(token);
    }

    /// <summary>Leaves the access point. On a desktop nothing is left: the call is counted for the simulator.</summary>
    public static void Disconnect() => Interlocked.Increment(ref s_disconnections);

    /// <summary>Forgets the set-up, here and in <see cref="NetworkHelper"/>, so that it may be done again.</summary>
    public static void Reset()
    {
        State.Reset();
        NetworkHelper.Reset();
    }
}
