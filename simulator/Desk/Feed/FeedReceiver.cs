using System.Net.Mime;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AedCabinet.Desk.Feed;

/// <summary>
/// Where the centre delivers: answers the handshake, believes only what is signed and fresh, takes each event once, answers at once and
/// leaves what is to be done to somebody else. As badly as <see cref="Manner"/> says.
/// </summary>
/// <param name="book">What was taken.</param>
/// <param name="clock">The time.</param>
public sealed class FeedReceiver(FeedBook book, TimeProvider clock)
{
    private const string OriginHeader = "WebHook-Request-Origin";

    // An event of a cabinet has at most 1 KiB, an incident some more.
    private const int MostBytes = 256 * 1024;

    // An answer without an end has one for whoever forgets it.
    private const int EndlessBytes = 256 * 1024 * 1024;

    private readonly FeedSecrets _secrets = new();
    private readonly Channel<FeedEvent> _taken = Channel.CreateUnbounded<FeedEvent>();
    private volatile Manner _manner = Manner.Well;
    private long _ledElsewhere;

    /// <summary>Gets or sets how it behaves.</summary>
    public Manner Manner
    {
        get => _manner;
        set => _manner = value;
    }

    /// <summary>Gets what was taken.</summary>
    public FeedBook Book => book;

    /// <summary>Gets what was taken and is to be acted on, in the order of arrival.</summary>
    public ChannelReader<FeedEvent> Taken => _taken.Reader;

    /// <summary>Gets how often somebody went where a redirect led.</summary>
    public long LedElsewhere => Interlocked.Read(ref _ledElsewhere);

    /// <summary>From now on this secret holds too.</summary>
    /// <param name="secret">The secret, <c>whsec_…</c>.</param>
    public void Trust(string secret) => _secrets.Add(secret);

    /// <summary>Serves its address.</summary>
    /// <param name="web">Where.</param>
    /// <param name="path">The address.</param>
    public void Map(IEndpointRouteBuilder web, string path)
    {
        web.MapMethods(path, [HttpMethods.Options], Allow);
        web.MapPost(path, context => BehaveAsync(context, path));
        web.Map(path + "/elsewhere", context =>
        {
            Interlocked.Increment(ref _ledElsewhere);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    // CloudEvents, "HTTP 1.1 Web Hooks": whoever may send is told so, and how often.
    private void Allow(HttpContext context)
    {
        if (_manner.IsDown)
        {
            context.Abort();
            return;
        }

        if (context.Request.Headers[OriginHeader] is [{ Length: > 0 } origin])
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = origin;
            context.Response.Headers["WebHook-Allowed-Rate"] = "*";
        }

        context.Response.Headers.Allow = HttpMethods.Post;
    }

    private async Task BehaveAsync(HttpContext context, string path)
    {
        Manner manner = _manner;
        if (manner.IsDown)
        {
            context.Abort();
            return;
        }

        if (manner.Slow > TimeSpan.Zero)
        {
            await Task.Delay(manner.Slow, clock, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (manner.IsRedirecting)
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = path + "/elsewhere";
            return;
        }

        int status = await TakeAsync(context, manner);
        if (status == 0)
        {
            context.Abort();
            return;
        }

        // Of 204 there is no body, which could go on.
        context.Response.StatusCode = manner.IsEndless ? StatusCodes.Status200OK : status;
        if (manner.IsEndless)
        {
            await GoOnAsync(context);
        }
    }

    // The status; 0 for an answer that is lost.
    private async Task<int> TakeAsync(HttpContext context, Manner manner)
    {
        if (!_secrets.IsKnown)
        {
            context.Response.Headers.RetryAfter = "1";
            return StatusCodes.Status503ServiceUnavailable;
        }

        if (context.Request.ContentType is not { } type || !IsCloudEvent(type))
        {
            return Refused(StatusCodes.Status415UnsupportedMediaType);
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MostBytes;
        string body;
        try
        {
            using StreamReader reader = new(context.Request.Body);
            body = await reader.ReadToEndAsync(context.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            return Refused(exception.StatusCode);
        }

        if (!_secrets.Hold(body, context.Request.Headers))
        {
            return Refused(StatusCodes.Status401Unauthorized);
        }

        FeedEvent item;
        try
        {
            item = FeedEvent.Read(body);
        }
        catch (FormatException)
        {
            return Refused(StatusCodes.Status400BadRequest);
        }

        return item.Id != context.Request.Headers[FeedSecrets.IdHeader] ? Refused(StatusCodes.Status400BadRequest)
            : Keep(item, context.Request.Headers[FeedSecrets.SignatureHeader]!, manner);
    }

    private int Keep(FeedEvent item, string signature, Manner manner)
    {
        switch (book.Take(item, signature))
        {
            case Taking.New:
                _taken.Writer.TryWrite(item);
                return manner.IsDuplicating ? 0 : StatusCodes.Status204NoContent;
            case Taking.Double:
                return StatusCodes.Status204NoContent;
            default:
                return StatusCodes.Status401Unauthorized;
        }
    }

    private int Refused(int status)
    {
        book.Refuse();
        return status;
    }

    private static bool IsCloudEvent(string type)
    {
        try
        {
            return new ContentType(type).MediaType == FeedEvent.MediaType;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static async Task GoOnAsync(HttpContext context)
    {
        byte[] more = new byte[64 * 1024];
        more.AsSpan().Fill((byte)' ');
        for (int sent = 0; sent < EndlessBytes && !context.RequestAborted.IsCancellationRequested; sent += more.Length)
        {
            await context.Response.Body.WriteAsync(more, context.RequestAborted).AsTask()
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
