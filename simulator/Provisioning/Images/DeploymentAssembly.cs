namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>One assembly in a deployment image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, four numbers.</param>
/// <param name="NativeChecksum">The checksum of the runtime's native part that it needs; 0 for none.</param>
public sealed record DeploymentAssembly(string Name, Version Version, uint NativeChecksum)
{
    /// <summary>The assembly that starts on the device.</summary>
    public const string Controller = "AedCabinet.Controller";

    /// <summary>The assembly with the cabinet's judgement.</summary>
    public const string Core = "AedCabinet.Core";
}
