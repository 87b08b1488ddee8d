using AedCabinet.Centre;
using AedCabinet.Page.Map;
using AedCabinet.Page;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;
using AedCabinet.Simulator.ScenarioRunner.Recording;
using AedCabinet.Simulator.Web.Api;
using AedCabinet.Simulator.Web.Pictures;

namespace AedCabinet.Simulator.Web;

/// <summary>The simulator's page and its HTTP API.</summary>
public static class WebHost
{
    // The command line, into which everything is built.
    private const string Program = "AedCabinet.Simulator";

    /// <summary>Builds the server.</summary>
    /// <param name="port">The TCP port on 127.0.0.1; 0 for any free one.</param>
    /// <param name="isHeadless">Whether the page is left out.</param>
    /// <param name="cabinets">The cabinet to show.</param>
    /// <param name="observer">The messages to show.</param>
    /// <param name="office">The registry to show.</param>
    /// <param name="time">The time to show, and to hurry.</param>
    /// <returns>The server, not started.</returns>
    public static WebApplication Build(int port, bool isHeadless, CabinetHost cabinets, MessageObserver observer, RegistryOffice office,
        SimulatedTime time)
    {
        WebApplicationBuilder builder = PageServer.CreateBuilder(port, Program);
        PageServer.AddPage(builder.Services, SimulatorSite.Of(cabinets), MapSettings.None);
        builder.Services.AddSingleton<IRegistryOffice>(office);
        builder.Services.AddSingleton(cabinets).AddSingleton(observer).AddSingleton(time);
        builder.Services.AddSingleton<Recordings>();
        builder.Services.AddScoped<ShownCabinet>().AddScoped<Finger>();

        WebApplication web = builder.Build();
        web.MapCabinetApi();
        web.MapTimeApi();
        web.MapRecordingApi();
        if (!isHeadless)
        {
            PageServer.MapPage(web);
        }

        return web;
    }
}
