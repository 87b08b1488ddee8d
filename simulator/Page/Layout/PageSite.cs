using System.Reflection;
using AedCabinet.Page.Words;
using Microsoft.AspNetCore.Components.Endpoints;

namespace AedCabinet.Page.Layout;

/// <summary>Whose page it is: the simulator's with all its tabs, or a registry's alone.</summary>
/// <param name="name">Its name among the words, <c>site.NAME.</c>.</param>
/// <param name="home">The address of its first page.</param>
/// <param name="layout">What stands around each page.</param>
/// <param name="has">Whether a page belongs to it.</param>
public sealed class PageSite(string name, string home, Type layout, Func<Type, bool> has)
{
    /// <summary>Gets what stands around each page.</summary>
    public Type Layout => layout;

    /// <summary>Gets the assemblies with pages of its own, beside those that every site has.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];

    /// <summary>Gets a value indicating whether it shows simulated cabinets: then it may command as somebody made up, and forge.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>Gets how it is known whether it shows the front of a cabinet, by the cabinet's id.</summary>
    public Func<string, bool> FrontOf { get; init; } = _ => false;

    /// <summary>A word that differs from one site to the other.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="key">Its key behind <c>site.NAME.</c>.</param>
    /// <returns>The text.</returns>
    public string Say(PageText text, string key) => text[$"site.{name}.{key}"];

    /// <summary>Whether a page belongs to it.</summary>
    /// <param name="page">The page's component.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool Has(Type page) => has(page);

    /// <summary>Whether it shows the front of a cabinet.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool HasFront(string id) => FrontOf(id);

    /// <summary>
    /// Leads who asks for the site itself to its first page, and answers that there is none where the page is another site's.
    /// </summary>
    /// <param name="context">The request, routed, and its answer.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>When the answer is made.</returns>
    internal Task LeadAsync(HttpContext context, RequestDelegate next)
    {
        Type? page = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        bool isOthers = page is not null && !Has(page);
        if (context.Request.Path == "/" && (isOthers || context.GetEndpoint() is null))
        {
            context.Response.Redirect(home + context.Request.QueryString);
            return Task.CompletedTask;
        }

        if (isOthers)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    }
}
