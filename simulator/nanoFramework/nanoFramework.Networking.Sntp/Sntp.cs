namespace nanoFramework.Networking;

/// <summary>
/// Desktop stand-in for nanoFramework's time client. A desktop's clock is right already: nothing is asked of any
/// server, the calls only keep the state that the device would show.
/// </summary>
public class Sntp
{
    private static volatile bool s_isStarted;
    private static int s_updates;

    /// <summary>Whether the client runs. ESP32 firmware starts it by itself with the first address.</summary>
    public static bool IsStarted => s_isStarted;

    /// <summary>Host name of the first time server.</summary>
    public static string Server1 { get; set; } = "0.pool.ntp.org";

    /// <summary>Host name of the second time server.</summary>
    public static string Server2 { get; set; } = "1.pool.ntp.org";

    /// <summary>How often a time was asked for at once.</summary>
    internal static int Updates => s_updates;

    /// <summary>Starts asking the servers once an hour.</summary>
    public static void Start() => s_isStarted = true;

    /// <summary>Stops asking.</summary>
    public static void Stop() => s_isStarted = false;

    /// <summary>Asks at once, by restarting the client.</summary>
    public static void UpdateNow()
    {
        Interlocked.Increment(ref s_updates);
        s_isStarted = true;
    }
}
