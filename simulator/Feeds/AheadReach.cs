namespace AedCabinet.Feeds;

/// <summary>
/// Up to which change of the subscriptions this process has it, that takes messages in alone. May be used by any thread.
/// </summary>
public sealed class AheadReach
{
    private long _change = -1;

    /// <summary>Gets the number of the change; <c>null</c> before anything was read, or where others take messages in.</summary>
    public long? Change => Interlocked.Read(ref _change) is >= 0 and var change ? change : null;

    /// <summary>Says that everything up to a change counts here.</summary>
    /// <param name="change">Its number.</param>
    internal void Has(long change) => Interlocked.Exchange(ref _change, change);
}
