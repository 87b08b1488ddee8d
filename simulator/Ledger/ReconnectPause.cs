namespace AedCabinet.Ledger;

/// <summary>
/// How long to wait before connecting again: twice as long each time, and anywhere between nothing and that, so that many clients don't
/// come at once.
/// </summary>
/// <param name="random">A number of 0 to 1.</param>
internal sealed class ReconnectPause(Func<double> random)
{
    private TimeSpan _most = LedgerLimits.ReconnectLeast;

    /// <summary>The connection was there.</summary>
    public void Reset() => _most = LedgerLimits.ReconnectLeast;

    /// <summary>The next pause.</summary>
    /// <returns>At most <see cref="LedgerLimits.ReconnectMost"/>.</returns>
    public TimeSpan Next()
    {
        TimeSpan pause = _most * random();
        _most = _most * 2 < LedgerLimits.ReconnectMost ? _most * 2 : LedgerLimits.ReconnectMost;
        return pause;
    }
}
