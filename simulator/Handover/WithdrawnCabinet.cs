namespace AedCabinet.Handover;

/// <summary>A cabinet that is gone. Its numbers are remembered, so that its id, should it come back, never repeats one.</summary>
/// <param name="Topic">The base of its topics.</param>
/// <param name="FirstBoot">The least number its last first boot could have.</param>
/// <param name="Day">The day on which it was withdrawn.</param>
public sealed record WithdrawnCabinet(string Topic, int FirstBoot, DateOnly Day);
