using System.Globalization;
using System.Threading.RateLimiting;
using AedCabinet.Api.Problems;

namespace AedCabinet.Api.Open;

/// <summary>How often one address may ask without a login: a person's telephone never comes near it.</summary>
internal sealed class PublicLimit : IDisposable
{
    /// <summary>So often at once.</summary>
    public const int AtOnce = 30;

    private const int EachSecond = 1;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = AtOnce,
            TokensPerPeriod = EachSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <summary>Lets a request through, or refuses it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ProblemException">It comes too soon.</exception>
    public static ValueTask<object?> AskAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        PublicLimit limit = http.RequestServices.GetRequiredService<PublicLimit>();
        using RateLimitLease lease = limit._limiter.AttemptAcquire(ProblemWriter.FromOf(http));
        if (lease.IsAcquired)
        {
            return next(context);
        }

        _ = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait);
        int seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        throw new ProblemException(ProblemKind.TooMany);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
