using AedCabinet.Page.Layout;
using AedCabinet.Page.Registry;

namespace AedCabinet.Page;

/// <summary>A registry's site: what belongs to it and nothing else; who asks for nothing in particular is led to it.</summary>
public static class RegistrySite
{
    /// <summary>The site.</summary>
    public static readonly PageSite Site = new(
        "registry",
        "/registry",
        typeof(RegistryLayout),
        page => typeof(RegistryLive).IsAssignableFrom(page) || IsCentre(page) || page == typeof(NotFoundPage));

    /// <summary>Whether a page shows what only a centre with a database has.</summary>
    /// <param name="page">The page's component.</param>
    /// <returns><c>true</c> when it does.</returns>
    public static bool IsCentre(Type page) => typeof(ICentrePage).IsAssignableFrom(page);
}
