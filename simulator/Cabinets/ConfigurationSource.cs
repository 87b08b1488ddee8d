using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Simulator.Boards;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The <c>cabinet.json</c> a simulated cabinet is given: the demo's or a file's, checked by the firmware's own reader, with
/// only its broker replaced by the simulator's.
/// </summary>
public static class ConfigurationSource
{
    private const string DemoBoard = "esp32-devkitc";

    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the configuration.</summary>
    /// <param name="file">The file, or <c>null</c> for the demo cabinet.</param>
    /// <param name="broker">The broker to use.</param>
    /// <returns>The bytes of <c>cabinet.json</c>, valid.</returns>
    /// <exception cref="SimulatorException">The file can't be read or is wrong; the message lists every problem.</exception>
    public static byte[] Load(FileInfo? file, BrokerAddress broker)
    {
        byte[] content = file is null ? Demo() : Read(file);
        Check(content, file?.FullName ?? "the demo cabinet");

        JsonObject root = JsonNode.Parse(content)!.AsObject();
        JsonObject section = root["broker"]!.AsObject();
        section["host"] = broker.Host;
        section["port"] = broker.Port;
        section["tls"] = false;
        return ToBytes(root);
    }

    private static byte[] Demo()
    {
        JsonObject root = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "demo", ConfigurationFile.Name)))!.AsObject();
        root["pins"] = BoardDefinition.Load(DemoBoard).ToPinsSection();
        return ToBytes(root);
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
            throw new SimulatorException($"The configuration can't be read: {exception.Message}", SimulatorException.WrongInput);
        }
    }

    private static void Check(byte[] content, string name)
    {
        ConfigurationProblems problems = new();
        ConfigurationFile.Parse(content, problems);
        if (problems.Count > 0)
        {
            string lines = string.Join(Environment.NewLine, problems.ToLines().Select(line => "  " + line));
            throw new SimulatorException(
                $"{name}: {problems.Count} problem(s); nothing was started.{Environment.NewLine}{lines}", SimulatorException.WrongInput);
        }
    }
}
