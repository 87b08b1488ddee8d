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
        page => typeof(RegistryLive).IsAssignableFrom(page) || page == typeof(NotFoundPage));
}
