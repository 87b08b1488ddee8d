using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Web.Components.Layout;
using AedCabinet.Simulator.Web.Components.Registry;
using Microsoft.AspNetCore.Components.Endpoints;

namespace AedCabinet.Simulator.Web;

/// <summary>Whose page it is: the simulator's with all its tabs, or a registry's alone.</summary>
public sealed class PageSite
{
    /// <summary>A registry's: what belongs to it and nothing else; who asks for nothing in particular is led to it.</summary>
    public static readonly PageSite Registry = new(
        "registry",
        "/registry",
        typeof(RegistryLayout),
        page => typeof(RegistryLive).IsAssignableFrom(page) || page == typeof(NotFoundPage));

    private readonly string _name;
    private readonly string _home;
    private readonly Func<Type, bool> _has;
    private Func<string, bool> _hasFront = _ => false;

    private PageSite(string name, string home, Type layout, Func<Type, bool> has)
    {
        _name = name;
        Layout = layout;
        _home = home;
        _has = has;
    }

    /// <summary>Gets what stands around each page.</summary>
    public Type Layout { get; }

    /// <summary>Gets a value indicating whether it shows simulated cabinets: then it may command as somebody made up, and forge.</summary>
    public bool IsDemonstration { get; private init; }

    /// <summary>The simulator's: cabinets, registry, wiring.</summary>
    /// <param name="cabinets">The cabinets that it simulates.</param>
    /// <returns>The site.</returns>
    public static PageSite OfSimulator(CabinetHost cabinets) =>
        new("simulator", "/", typeof(MainLayout), _ => true) { IsDemonstration = true, _hasFront = id => cabinets.Find(id) is not null };

    /// <summary>A word that differs from one site to the other.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="key">Its key behind <c>site.NAME.</c>.</param>
    /// <returns>The text.</returns>
    public string Say(PageText text, string key) => text[$"site.{_name}.{key}"];

    /// <summary>Whether a page belongs to it.</summary>
    /// <param name="page">The page's component.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool Has(Type page) => _has(page);

    /// <summary>Whether it shows the front of a cabinet.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool HasFront(string id) => _hasFront(id);

    /// <summary>Leads who asks for the site itself to its first page, and answers that there is none where the page is another site's.</summary>
    /// <param name="context">The request, routed, and its answer.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>When the answer is made.</returns>
    internal Task LeadAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not { } page || Has(page.Type))
        {
            return next(context);
        }

        if (context.Request.Path == "/")
        {
            context.Response.Redirect(_home + context.Request.QueryString);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Task.CompletedTask;
    }
}
