namespace AedCabinet.Centre;

/// <summary>Why a command did not get to the broker, by the names under which it is kept and has its words.</summary>
public static class NotSentWhy
{
    /// <summary>Nobody answers at the broker's address.</summary>
    public const string Unreachable = "broker-unreachable";

    /// <summary>The broker answers and takes neither account nor command.</summary>
    public const string Refused = "broker-refused";

    /// <summary>The broker did not answer in time.</summary>
    public const string TooSlow = "broker-too-slow";

    /// <summary>The database gives no number for it.</summary>
    public const string NoNumber = "no-number";
}
