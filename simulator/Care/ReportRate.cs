using System.Threading.RateLimiting;

namespace AedCabinet.Care;

/// <summary>How often one address may say that something is wrong: by the page and by the API together.</summary>
public sealed class ReportRate : IDisposable
{
    /// <summary>So often at once.</summary>
    public const int AtOnce = 5;

    private static readonly TimeSpan s_oneEach = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = AtOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = s_oneEach,
        }));

    /// <summary>Lets one through, or not.</summary>
    /// <param name="address">From where it comes.</param>
    /// <returns>For how many seconds to wait; 0 to let it through.</returns>
    public int Ask(string address)
    {
        using RateLimitLease lease = _limiter.AttemptAcquire(address);
        return lease.IsAcquired ? 0
            : Math.Max(1,
                (int)Math.Ceiling((lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : s_oneEach).TotalSeconds));
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
