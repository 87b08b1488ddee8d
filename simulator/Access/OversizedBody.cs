using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AedCabinet.Access;

/// <summary>What is sent and is larger than is taken.</summary>
public static class OversizedBody
{
    /// <summary>Up to so many bytes are listened to: a photograph as a telephone takes it. Who sends more is cut off.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>
    /// Listens to the rest and forgets it. Otherwise the server hangs up while the other side still sends: that sees a broken connection
    /// and tries again for ever, and never reads why it was refused.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <returns>When it was listened to.</returns>
    public static async Task DrainAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } limit
            || context.Request.ContentLength is not <= MostBytes)
        {
            return;
        }

        limit.MaxRequestBodySize = MostBytes;
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The other side is gone, and wants no answer.
        }
    }
}
