using System.Globalization;
using System.Numerics;
using System.Reflection;
using AedCabinet.Handover;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// The broker's configuration, after the template beside this file, for a site's ports, its TLS and the size of its fleet.
/// </summary>
public static class BrokerConfiguration
{
    /// <summary>The file's name.</summary>
    public const string FileName = RegistryFiles.Broker;

    // A cabinet that lost its network reconnects before the broker notices the loss, so each may have two connections for a while.
    private const int ConnectionsPerCabinet = 2;
    private const int LeastConnections = 1024;

    // Four times what a cabinet's own flash keeps for the registry (SPEC §11), and never less than a gibibyte: more than a
    // million events.
    private const long QueuedBytesPerCabinet = 256 * 1024;
    private const long LeastQueuedBytes = 1L << 30;

    private static readonly string s_template = ReadTemplate();

    /// <summary>Makes the configuration.</summary>
    /// <param name="site">The site.</param>
    /// <param name="cabinets">How many cabinets there are.</param>
    /// <returns>The file's text.</returns>
    public static string Make(SitePlan site, int cabinets)
    {
        const string Tls = "certfile /etc/mosquitto/aed/server.pem\nkeyfile /etc/mosquitto/aed/server.key\ntls_version tlsv1.2";
        return s_template
            .Replace("{{cabinetPort}}", Text(site.Port))
            .Replace("{{readerPort}}", Text(site.ReadersPort))
            .Replace("{{tls}}",
                site.IsTls ? Tls : "# Without TLS, as the site's file says: passwords, events and commands can be read on the way.")
            .Replace("{{connections}}", Text(ConnectionsFor(cabinets)))
            .Replace("{{queuedBytes}}", Text(Math.Max(LeastQueuedBytes, cabinets * QueuedBytesPerCabinet)));
    }

    // In powers of two, so that it changes seldom: a new limit needs a restart of the broker.
    private static long ConnectionsFor(int cabinets) =>
        BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastConnections, cabinets * ConnectionsPerCabinet));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string ReadTemplate()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("provisioning/" + FileName)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
