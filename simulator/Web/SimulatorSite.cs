using AedCabinet.Page;
using AedCabinet.Page.Layout;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Web.Components.Layout;

namespace AedCabinet.Simulator.Web;

/// <summary>The simulator's site: cabinets, registry, wiring.</summary>
public static class SimulatorSite
{
    /// <summary>Makes it.</summary>
    /// <param name="cabinets">The cabinets that it simulates.</param>
    /// <returns>The site.</returns>
    public static PageSite Of(CabinetHost cabinets) => new("simulator", "/", typeof(MainLayout), page => !RegistrySite.IsCentre(page))
    {
        Assemblies = [typeof(MainLayout).Assembly],
        IsDemonstration = true,
        FrontOf = id => cabinets.Find(id) is not null,
    };
}
