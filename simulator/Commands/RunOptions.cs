using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Commands;

/// <summary>What <c>run</c> was asked for.</summary>
/// <param name="OutsideBroker">A broker to use, or <c>null</c> for the simulator's own.</param>
/// <param name="MqttPort">The own broker's port.</param>
/// <param name="WebPort">The page's port; 0 for any free one.</param>
/// <param name="Configuration">A <c>cabinet.json</c>, or <c>null</c> for the demo cabinet.</param>
/// <param name="FlashFolder">The folder that stands for the cabinet's flash, or <c>null</c> for the user's own.</param>
/// <param name="Profile">The AED indicator profile, or <c>null</c> for the configuration's own.</param>
/// <param name="Seed">The seed of everything random in the physical side.</param>
/// <param name="IsHeadless">Whether there is no page; the HTTP API stays.</param>
/// <param name="Speed">The speed of time at first, one of <see cref="SimulatedTime.Speeds"/>.</param>
public sealed record RunOptions(
    BrokerAddress? OutsideBroker, int MqttPort, int WebPort, FileInfo? Configuration, DirectoryInfo? FlashFolder, string? Profile, long Seed, bool IsHeadless, double Speed);
