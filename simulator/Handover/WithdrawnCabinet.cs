namespace AedCabinet.Handover;

/// <summary>A withdrawn cabinet. Its numbers are kept, so that none is used twice if its id returns.</summary>
/// <param name="Topic">The base of its topics.</param>
/// <param name="FirstBoot">The least number its last first boot could have.</param>
/// <param name="Day">The day on which it was withdrawn.</param>
public sealed record WithdrawnCabinet(string Topic, int FirstBoot, DateOnly Day);
