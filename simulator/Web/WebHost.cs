using System.Net;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;
using AedCabinet.Simulator.Registry;
using AedCabinet.Simulator.Scenarios.Recording;
using AedCabinet.Simulator.Web.Components;
using AedCabinet.Simulator.Web.Components.Registry;
using MudBlazor;
using MudBlazor.Services;

namespace AedCabinet.Simulator.Web;

/// <summary>The simulator's page and its HTTP API, on this host only, with every asset served from here.</summary>
public static class WebHost
{
    // The browser itself sees to it that nothing comes from elsewhere. MudBlazor's theme and components set styles in place.
    private const string ContentPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Builds the server.</summary>
    /// <param name="port">The TCP port on 127.0.0.1; 0 for any free one.</param>
    /// <param name="isHeadless">Whether the page is left out.</param>
    /// <param name="cabinets">The cabinet to show.</param>
    /// <param name="observer">The messages to show.</param>
    /// <param name="office">The registry to show.</param>
    /// <param name="time">The time to show, and to hurry.</param>
    /// <returns>The server, not started.</returns>
    public static WebApplication Build(int port, bool isHeadless, CabinetHost cabinets, MessageObserver observer, RegistryOffice office, SimulatedTime time)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Without this a build that was not published would look for the page's assets in the wrong place.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));

        // A port in use is told by the session, in words.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddSingleton(cabinets).AddSingleton(observer).AddSingleton(office).AddSingleton(time);
        builder.Services.AddSingleton<RecordingDesk>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices().AddScoped<CircuitLook>().AddScoped<ShownCabinet>().AddScoped<RegistryLook>().AddScoped<Finger>().AddScoped<MudLocalizer, MudWords>();

        // Ctrl-C belongs to the session, which stops the cabinet first.
        builder.Services.AddSingleton<IHostLifetime, NoSignalLifetime>();

        WebApplication web = builder.Build();
        web.MapCabinetApi();
        web.MapTimeApi();
        web.MapRecordingApi();
        if (!isHeadless)
        {
            MapPage(web);
        }

        return web;
    }

    private static void MapPage(WebApplication web)
    {
        web.Use(ProtectAsync);
        web.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        web.Use(LanguageChoice.RememberAsync);
        web.UseAntiforgery();
        web.MapStaticAssets();
        web.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static Task ProtectAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    private sealed class NoSignalLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
