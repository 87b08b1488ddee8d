using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AedCabinet.Api.Lists;

/// <summary>An answer that who polls gets only when it has changed: with an entity tag, and 304 for who names it.</summary>
/// <typeparam name="T">What is answered.</typeparam>
/// <param name="value">The answer.</param>
internal sealed class TaggedAnswer<T>(T value) : IResult
{
    private const int TagBytes = 12;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        JsonSerializerOptions options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(value, options);
        EntityTagHeaderValue tag = new($"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, TagBytes))}\"");
        HttpResponse answer = httpContext.Response;
        answer.GetTypedHeaders().ETag = tag;

        // Kept by who asked and nobody between, and asked for again each time.
        answer.Headers.CacheControl = "private, no-cache";
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known
            && known.Any(one => one.Compare(tag, useStrongComparison: false) || one.Equals(EntityTagHeaderValue.Any)))
        {
            answer.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        answer.ContentType = "application/json; charset=utf-8";
        answer.ContentLength = body.Length;
        await answer.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
