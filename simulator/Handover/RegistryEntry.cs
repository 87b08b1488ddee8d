namespace AedCabinet.Handover;

/// <summary>What the registry's command desk knows of a cabinet.</summary>
/// <param name="Topic">The base of its topics.</param>
/// <param name="Key">Its key, 64 hexadecimal digits.</param>
/// <param name="FirstBoot">The least number its next boot may have, as of the last provisioning.</param>
public sealed record RegistryEntry(string Topic, string Key, int FirstBoot)
{
    /// <summary>The key must never be shown.</summary>
    /// <returns>The topic.</returns>
    public override string ToString() => Topic;
}
