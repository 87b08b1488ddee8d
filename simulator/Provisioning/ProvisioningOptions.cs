namespace AedCabinet.Simulator.Provisioning;

/// <summary>What <c>provision</c> was asked for.</summary>
/// <param name="Table">The table of cabinets.</param>
/// <param name="Site">What they share.</param>
/// <param name="Output">Where the folders go.</param>
/// <param name="IsForced">Whether folders that are there are made anew.</param>
/// <param name="HasNewKeys">Whether they get new keys and passwords then.</param>
/// <param name="IsChinese">Whether to speak Chinese; <c>null</c> for as the table does.</param>
public sealed record ProvisioningOptions(FileInfo Table, FileInfo Site, DirectoryInfo Output, bool IsForced = false,
    bool HasNewKeys = false, bool? IsChinese = null);
