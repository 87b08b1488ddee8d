using AedCabinet.Contract;

namespace AedCabinet.Simulator.Commands;

/// <summary>What <c>run</c> was asked for.</summary>
/// <param name="OutsideBroker">A broker to use, or <c>null</c> for the simulator's own.</param>
/// <param name="MqttPort">The own broker's port.</param>
/// <param name="WebPort">The page's port; 0 for any free one.</param>
/// <param name="Configurations">The <c>cabinet.json</c> of each cabinet; none for demo cabinets.</param>
/// <param name="Cabinets">How many demo cabinets, 1 to 3, when no configuration is named.</param>
/// <param name="FlashFolder">The folder with one folder for each cabinet's flash, named by its id, or <c>null</c> for the user's
/// own.</param>
/// <param name="Profile">The AED indicator profile of the first cabinet, or <c>null</c> for its configuration's own.</param>
/// <param name="Seed">The seed of everything random in the physical side.</param>
/// <param name="IsHeadless">Whether there is no page; the HTTP API stays.</param>
/// <param name="Speed">The speed of time at first, one of <see cref="SimulatedTime.Speeds"/>.</param>
/// <param name="KeepsBroker">Whether each configuration's own broker is used, with TLS and account as the file says.</param>
public sealed record RunOptions(
    BrokerAddress? OutsideBroker,
    int MqttPort,
    int WebPort,
    IReadOnlyList<FileInfo> Configurations,
    int Cabinets,
    DirectoryInfo? FlashFolder,
    string? Profile,
    long Seed,
    bool IsHeadless,
    double Speed,
    bool KeepsBroker = false);
