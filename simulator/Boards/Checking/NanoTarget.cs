namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>A firmware image of nanoFramework, as <c>nanoff --target</c> names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Chip">The chip it is built for.</param>
/// <param name="Network">The network that it drives.</param>
/// <param name="UsesPsram">Whether it takes the pins of a PSRAM chip.</param>
public sealed record NanoTarget(string Name, string Chip, string Network, bool UsesPsram)
{
    /// <summary>Gets the targets that a cabinet can run on: those with GPIO, ADC, 1-Wire, network, files and cryptography.</summary>
    public static IReadOnlyList<NanoTarget> All { get; } =
    [
        new("ESP32_REV3", ChipFacts.Esp32, BoardFile.Wifi, UsesPsram: false),
        new("ESP32_PSRAM_REV3", ChipFacts.Esp32, BoardFile.Wifi, UsesPsram: true),
        new("ESP32_S3_QUAD", ChipFacts.Esp32S3, BoardFile.Wifi, UsesPsram: false),
        new("ESP32_S3_OCTAL", ChipFacts.Esp32S3, BoardFile.Wifi, UsesPsram: true),
        new("ESP32_WT32_ETH01", ChipFacts.Esp32, BoardFile.Ethernet, UsesPsram: false),
        new("ESP32_WESP32", ChipFacts.Esp32, BoardFile.Ethernet, UsesPsram: false),
        new("ESP32_ETHERNET_KIT_1.2", ChipFacts.Esp32, BoardFile.Ethernet, UsesPsram: true),
    ];
}
