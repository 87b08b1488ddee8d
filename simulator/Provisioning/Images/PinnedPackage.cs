namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>A package that the firmware is built with.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Assembly">The assembly it brings.</param>
/// <param name="Native">The checksum of the native part that the runtime must have, <c>0x…</c>; <c>null</c> for a package without
/// one.</param>
public sealed record PinnedPackage(string Version, string Assembly, string? Native = null)
{
    /// <summary>Gets the version of the assembly.</summary>
    public Version AssemblyVersion { get; } = System.Version.Parse(Version + ".0");

    /// <summary>Gets the checksum as a number; 0 for none.</summary>
    public uint NativeChecksum { get; } = Native is null ? 0 : Convert.ToUInt32(Native, 16);
}
