using System.Threading.RateLimiting;
using AedCabinet.Care;

namespace AedCabinet.Page.Care;

/// <summary>How often one address may ask for what is there for everybody: nobody keeps the others from it.</summary>
/// <param name="texts">What is said to who asks too often.</param>
/// <param name="perMinute">How often a minute; a whole site behind one address, or a proxy that names no other, stays below it.</param>
public sealed class RequestRate(FirstAidTexts texts, int perMinute = RequestRate.UsualPerMinute) : IAsyncDisposable
{
    /// <summary>How often a minute unless told otherwise.</summary>
    public const int UsualPerMinute = 600;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(
        context => RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? string.Empty,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = s_window, QueueLimit = 0 }));

    /// <summary>Lets a request through, or says when to come again.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>The answer.</returns>
    public async ValueTask<object?> LimitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using RateLimitLease lease = _limiter.AttemptAcquire(context.HttpContext);
        if (lease.IsAcquired)
        {
            return await next(context);
        }

        context.HttpContext.Response.Headers.RetryAfter = s_window.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Results.Text(texts.Of(CareRoutes.LanguageOf(context.HttpContext.Request, texts), "too-many"),
            statusCode: StatusCodes.Status429TooManyRequests);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
