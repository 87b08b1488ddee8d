using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The <c>cabinet.json</c> a simulated cabinet is given: the demo's or a file's, checked by the firmware's own reader, with
/// only its broker replaced by the simulator's.
/// </summary>
public static class ConfigurationSource
{
    /// <summary>The AED profile of the demo cabinet.</summary>
    public const string DemoProfile = "philips-hs1";

    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the configuration.</summary>
    /// <param name="file">The file, or <c>null</c> for the first demo cabinet.</param>
    /// <param name="broker">The broker to use, or <c>null</c> for the file's own.</param>
    /// <param name="profile">The AED indicator profile to put into it, or <c>null</c> for its own.</param>
    /// <returns>The bytes of <c>cabinet.json</c>, valid.</returns>
    /// <exception cref="UserErrorException">The file can't be read or is wrong; the message lists every problem.</exception>
    public static byte[] Load(FileInfo? file, BrokerAddress? broker, string? profile = null) =>
        file is null ? LoadDemo(DemoCabinet.All[0], broker!, profile) : Load(Read(file), file.FullName, broker, profile);

    /// <summary>The configuration of a demo cabinet.</summary>
    /// <param name="demo">The demo cabinet.</param>
    /// <param name="broker">The broker to use.</param>
    /// <param name="profile">The AED indicator profile to put into it, or <c>null</c> for its own.</param>
    /// <returns>The bytes of <c>cabinet.json</c>, valid.</returns>
    public static byte[] LoadDemo(DemoCabinet demo, BrokerAddress broker, string? profile = null) =>
        Load(ToBytes(demo.Load()), "the demo cabinet", broker, profile);

    private static byte[] Load(byte[] content, string name, BrokerAddress? broker, string? profile)
    {
        Check(content, name);
        JsonObject root = JsonNode.Parse(content)!.AsObject();
        if (profile is not null)
        {
            root["indicatorProfile"] = ProfileSource.Commissioned(profile);
        }

        UseSimulatedProbes(root);
        if (broker is not null)
        {
            JsonObject section = root["broker"]!.AsObject();
            section["host"] = broker.Host;
            section["port"] = broker.Port;
            section["tls"] = false;
        }

        return ToBytes(root);
    }

    /// <summary>Puts the file that <c>broker.caFile</c> names onto a cabinet's flash.</summary>
    /// <param name="file">The cabinet's configuration, beside which it lies.</param>
    /// <param name="configuration">Its bytes.</param>
    /// <param name="flashFolder">The folder that stands for the flash.</param>
    /// <exception cref="UserErrorException">It is not there.</exception>
    public static void ProvideCa(FileInfo file, byte[] configuration, string flashFolder)
    {
        BrokerSettings broker = ConfigurationFile.Parse(configuration, new ConfigurationProblems()).Broker;
        if (!broker.Tls || broker.CaFile.Length == 0)
        {
            return;
        }

        string source = Path.Combine(file.DirectoryName!, Path.GetFileName(broker.CaFile));
        if (!File.Exists(source))
        {
            throw new UserErrorException($"{file.FullName}: broker.caFile names {broker.CaFile}, which is not beside it.",
                UserErrorException.WrongInput);
        }

        Directory.CreateDirectory(flashFolder);
        File.Copy(source, Path.Combine(flashFolder, broker.CaFile), true);
    }

    // A simulated probe has a number of its own, as each probe has.
    private static void UseSimulatedProbes(JsonObject root)
    {
        if (root["climate"] is not JsonObject climate)
        {
            return;
        }

        foreach ((string name, byte serial) in new[] { ("insideProbe", SimulatedCabinet.InsideProbeSerial),
            ("outsideProbe", SimulatedCabinet.OutsideProbeSerial) })
        {
            if (climate.ContainsKey(name))
            {
                climate[name] = new SimulatedDs18b20(() => 0, () => 0) { Serial = serial }.Number;
            }
        }
    }

    // Chinese text stays as it is, as in a provisioned file.
    private static byte[] ToBytes(JsonObject root) => Encoding.UTF8.GetBytes(root.ToJsonString(s_plainText));

    private static byte[] Read(FileInfo file)
    {
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The configuration can't be read: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    private static void Check(byte[] content, string name)
    {
        ConfigurationProblems problems = new();
        ConfigurationFile.Parse(content, problems);
        if (problems.Count > 0)
        {
            string lines = string.Join(Environment.NewLine, problems.ToLines().Select(line => "  " + line));
            throw new UserErrorException(
                $"{name}: {problems.Count} problem(s); nothing was started.{Environment.NewLine}{lines}", UserErrorException.WrongInput);
        }
    }
}
