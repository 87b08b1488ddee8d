namespace AedCabinet.Ledger;

/// <summary>The times of a lease, all by the database's clock.</summary>
/// <param name="Lasts">So long a lease lasts that is not renewed: a worker whose machine has lost its power is followed after this.</param>
/// <param name="Renew">So often it is renewed at least.</param>
/// <param name="Absent">A worker whose connection is gone, and that has not come back for so long, is dead: one that was killed is followed
/// after this.</param>
public sealed record LeaseTimes(TimeSpan Lasts, TimeSpan Renew, TimeSpan Absent)
{
    /// <summary>
    /// The usual ones: within the 15 s of SPEC §20 there is the lease, a second until it is seen, and time to read the cabinets.
    /// </summary>
    public static readonly LeaseTimes Usual = Of(TimeSpan.FromSeconds(9));

    /// <summary>Others, in the same proportion: who is slow for a moment renews four times before its lease is over.</summary>
    /// <param name="lasts">So long a lease lasts.</param>
    /// <returns>The times.</returns>
    public static LeaseTimes Of(TimeSpan lasts) => new(lasts, lasts / 4.5, lasts / 3);

    /// <summary>Gets the same for a registry that is alone: one that was killed may be started again at once.</summary>
    public LeaseTimes OfOne => this with { Absent = TimeSpan.Zero };
}
