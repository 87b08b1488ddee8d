using System.Text.Json.Nodes;
using AedCabinet.Handover;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>One cabinet to be provisioned: everything of its <c>cabinet.json</c> but its secrets and its first boot's number.</summary>
/// <param name="Line">The table's line.</param>
/// <param name="Id">Its id.</param>
/// <param name="Topic">The base of its topics.</param>
/// <param name="Target">Its board.</param>
/// <param name="Settings">The settings.</param>
public sealed record CabinetPlan(int Line, string Id, string Topic, BoardTarget Target, JsonObject Settings)
{
    /// <summary>Completes the settings.</summary>
    /// <param name="secrets">The cabinet's secrets.</param>
    /// <param name="firstBoot">The least number its next boot may have.</param>
    /// <returns>The bytes of <c>cabinet.json</c>.</returns>
    public byte[] Configure(CabinetSecrets secrets, int firstBoot)
    {
        JsonObject root = Settings.DeepClone().AsObject();
        root["firstBoot"] = firstBoot;
        root["commandKey"] = secrets.Key;
        root["broker"]!["password"] = secrets.Password;
        return PlainJson.Write(root);
    }
}
