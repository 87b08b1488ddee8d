namespace AedCabinet.Page;

/// <summary>
/// Refuses what another page in the same browser asks for: a request that changes something, or a page's connection, with another
/// origin than this server's. Browsers name the origin; scripts such as curl name none and are let through.
/// </summary>
/// <param name="origins">What is let through too.</param>
internal sealed class OriginFilter(PageOrigins origins) : IStartupFilter
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(RefuseAsync);
        next(app);
    };

    private Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        if (IsHarmless(context.Request) || IsOwn(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsJsonAsync(new
        {
            error = $"A page of another origin ({context.Request.Headers.Origin}) asks for this. Only pages of {OriginOf(
                context.Request)} may; a script sends no Origin header.",
        });
    }

    // A page is read by whoever opens it; a connection (a page's WebSocket is a GET) and everything else acts.
    private static bool IsHarmless(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.Upgrade.Count == 0
            && !request.Path.StartsWithSegments("/_blazor");

    private bool IsOwn(HttpRequest request) => request.Headers.Origin.Count == 0
        ? request.Headers[FetchSite] is not [("cross-site" or "same-site")]
        : request.Headers.Origin.Count == 1 && origins.Others.Append(OriginOf(request))
            .Contains(request.Headers.Origin[0], StringComparer.OrdinalIgnoreCase);

    private static string OriginOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
