namespace AedCabinet.Page;

/// <summary>Takes a known proxy's word for where a request came from, before anything else looks at the request.</summary>
internal sealed class ForwardedFilter : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseForwardedHeaders();
        next(app);
    };
}
