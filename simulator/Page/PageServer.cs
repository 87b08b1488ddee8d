using System.Net;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Nearest;
using AedCabinet.Page.Map;
using AedCabinet.Page.Incidents;
using AedCabinet.Page.Feeds;
using AedCabinet.Page.Layout;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using MudBlazor.Services;
using MudBlazor;

namespace AedCabinet.Page;

/// <summary>What serves a page, whoever's it is: on this host only, with every asset served from here.</summary>
public static class PageServer
{
    // The browser itself sees to it that nothing comes from elsewhere. MudBlazor's theme and components set styles in place.
    private const string ContentPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:{0}; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // A name elsewhere that leads here would let somebody else's page speak as this one.
    private static readonly string[] s_hosts = ["127.0.0.1", "localhost"];

    /// <summary>Begins a server.</summary>
    /// <param name="port">The TCP port on 127.0.0.1; 0 for any free one.</param>
    /// <param name="program">The name of the program, whose build has listed the page's assets.</param>
    /// <returns>The server, to be completed.</returns>
    public static WebApplicationBuilder CreateBuilder(int port, string program) => CreateBuilder(new PageListening(port), program);

    /// <summary>Begins a server.</summary>
    /// <param name="where">Where it is reached.</param>
    /// <param name="program">The name of the program, whose build has listed the page's assets.</param>
    /// <returns>The server, to be completed.</returns>
    public static WebApplicationBuilder CreateBuilder(PageListening where, string program)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = program,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration["AllowedHosts"] = string.Join(';', HostsOf(where));

        // Without this a build that was not published would look for the page's assets in the wrong place.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(where.Address, where.Port, listen => Secure(listen, where)));

        // A port in use is told in words when the server is started.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

        if (where.Proxies.Count > 0)
        {
            builder.Services.Configure<ForwardedHeadersOptions>(options => Believe(options, where));
            builder.Services.AddSingleton<IStartupFilter, ForwardedFilter>();
        }

        // Before everything else, whatever is served.
        builder.Services.AddSingleton(PageOrigins.OwnOnly).AddSingleton<IStartupFilter, OriginFilter>();

        // Ctrl-C belongs to the command, which stops what the page shows first.
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        return builder;
    }

    /// <summary>
    /// Adds what the page needs beside the <see cref="IRegistryOffice"/> that it shows, and beside what lets people log in where it is no
    /// demonstration.
    /// </summary>
    /// <param name="services">The server's services.</param>
    /// <param name="site">Whose page it is.</param>
    /// <param name="map">What is configured for its map.</param>
    public static void AddPage(IServiceCollection services, PageSite site, MapSettings map)
    {
        services.AddSingleton(site).AddSingleton(map).AddSingleton<NearestDesk>();
        if (map.Routing is { } routing)
        {
            services.AddSingleton(_ => new RoadDistances(routing));
        }

        services.AddCascadingAuthenticationState();
        if (site.IsDemonstration)
        {
            services.AddAccessPolicies().AddSingleton<IAuditLog, NoAuditLog>();
        }

        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices().AddScoped<CircuitLook>().AddScoped<ScopedOffice>().AddScoped<RegistryLook>().AddScoped<ScopedIncidents>()
            .AddScoped<ScopedFeeds>()
            .AddScoped<MudLocalizer, MudWords>();
    }

    /// <summary>Serves the page.</summary>
    /// <param name="web">The server.</param>
    public static void MapPage(WebApplication web)
    {
        string policy = PolicyOf(web.Services.GetRequiredService<MapSettings>());
        web.Use((context, next) => ProtectAsync(context, next, policy));
        web.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        web.Use(KeepStatusAsync);
        web.Use(LanguageChoice.RememberAsync);
        PageSite site = web.Services.GetRequiredService<PageSite>();
        web.Use(site.LeadAsync);
        if (site.IsDemonstration)
        {
            web.Use(BeAnybodyAsync);
        }
        else
        {
            web.UseAuthentication();
        }

        web.UseAuthorization();
        web.UseAntiforgery();
        web.MapStaticAssets().AllowAnonymous();
        web.MapRazorComponents<App>().AddAdditionalAssemblies([.. site.Assemblies])
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(Permissions.Policy(Permission.See));
    }

    /// <summary>Starts a server.</summary>
    /// <param name="host">The server.</param>
    /// <param name="where">Where it is to listen, for the message.</param>
    /// <param name="what">What it serves.</param>
    /// <param name="option">The option that names the port.</param>
    /// <returns>When it serves.</returns>
    /// <exception cref="UserErrorException">The port can't be opened.</exception>
    public static async Task StartAsync(IHost host, PageListening where, string what, string option)
    {
        try
        {
            await host.StartAsync();
        }
        catch (IOException exception)
        {
            throw new UserErrorException(
                $"Port {where.Port} on {where.Address} can't be opened for {what} "
                    + $"({exception.InnerException?.Message ?? exception.Message}). Choose "
                    + $"another with {option}.",
                UserErrorException.Environment);
        }
    }

    /// <summary>From where a page may take what: the map's own pictures are the one thing that may come from elsewhere.</summary>
    /// <param name="map">What is configured for the map.</param>
    /// <returns>The policy.</returns>
    internal static string PolicyOf(MapSettings map) =>
        ContentPolicy.Replace("{0}", map.PictureOrigin is { } origin ? " " + origin : string.Empty, StringComparison.Ordinal);

    private static IEnumerable<string> HostsOf(PageListening where)
    {
        bool isAny = where.Address.Equals(IPAddress.Any) || where.Address.Equals(IPAddress.IPv6Any);
        return s_hosts.Concat(isAny ? [] : [PageCertificate.HostOf(where.Address)]).Concat(where.Hosts)
            .Concat(where.Certificate?.Names ?? []).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private static void Secure(ListenOptions listen, PageListening where)
    {
        if (where.Certificate is { } certificate)
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(certificate.Options()) });
        }
    }

    private static void Believe(ForwardedHeadersOptions options, PageListening where)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.AllowedHosts = [.. HostsOf(where)];
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (IPAddress proxy in where.Proxies)
        {
            options.KnownProxies.Add(proxy);
        }
    }

    private static Task BeAnybodyAsync(HttpContext context, RequestDelegate next)
    {
        context.User = Demonstration.Everybody;
        return next(context);
    }

    // What was sent is answered with its own status: the page in its place would refuse to be sent anything.
    private static Task KeepStatusAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }

    private static Task ProtectAsync(HttpContext context, RequestDelegate next, string policy)
    {
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";

        // No stricter: a form that is sent would then say nothing of where it comes from.
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }
}
