namespace AedCabinet.Simulator.Provisioning;

/// <summary>What a cabinet was given by an earlier run.</summary>
/// <param name="Secrets">Its secrets.</param>
/// <param name="FirstBoot">The least number its first boot after that may have.</param>
/// <param name="Topic">The base of its topics.</param>
internal sealed record ProvisionedCabinet(CabinetSecrets Secrets, int FirstBoot, string Topic);
