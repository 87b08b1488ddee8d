using AedCabinet.Centre;
using AedCabinet.Controller;
using AedCabinet.Messages;
using AedCabinet.Settings;

namespace AedCabinet.Simulator.Web;

/// <summary>The keys of simulated cabinets for the registry that is shown beside them.</summary>
public static class CabinetKeys
{
    /// <summary>Takes what the registry knows of a cabinet from its <c>cabinet.json</c>: nothing when the file holds no key.</summary>
    /// <param name="keys">The registry's keys.</param>
    /// <param name="configuration">The bytes of the file, valid.</param>
    public static void Add(this CommandKeys keys, byte[] configuration)
    {
        ConfigurationProblems problems = new();
        CabinetConfiguration settings = ConfigurationFile.Parse(configuration, problems);
        if (problems.Count == 0 && settings.CommandKey is not null)
        {
            keys.Add(settings.Id, new Topics(settings).Base, Convert.ToHexString(settings.CommandKey));
        }
    }
}
