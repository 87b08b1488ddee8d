namespace AedCabinet.Simulator.Provisioning;

/// <summary>What all cabinets of a site share: a valid <c>site.json</c>.</summary>
public sealed record SitePlan
{
    /// <summary>The name of the CA's file in a folder and on the device.</summary>
    public const string CaFileName = "ca.pem";

    /// <summary>Gets the broker's host.</summary>
    public string Host { get; init; } = string.Empty;

    /// <summary>Gets the broker's port.</summary>
    public int Port { get; init; }

    /// <summary>Gets the broker's port for the registry, the centres and the departments.</summary>
    public int ReadersPort { get; init; }

    /// <summary>
    /// Gets the QoS with which cabinets subscribe to their commands: 0 where the broker is a cell (SPEC §20), otherwise 1.
    /// </summary>
    public int CommandQos { get; init; } = 1;

    /// <summary>Gets a value indicating whether the link is encrypted.</summary>
    public bool IsTls { get; init; } = true;

    /// <summary>Gets the certificate of the broker's authority, PEM; <c>null</c> without TLS.</summary>
    public string? CaPem { get; init; }

    /// <summary>Gets the Wi-Fi, or <c>null</c> when no board needs it.</summary>
    public WifiPlan? Wifi { get; init; }

    /// <summary>Gets the serial port that the flash scripts use when none is named; empty for the one they find.</summary>
    public string SerialPort { get; init; } = string.Empty;

    /// <summary>Gets how far local time is ahead of UTC, minutes.</summary>
    public int UtcOffsetMinutes { get; init; } = 480;

    /// <summary>Gets the board of a row that names none; empty for none.</summary>
    public string Board { get; init; } = string.Empty;

    /// <summary>
    /// Gets where the registry's page is reached from the street, <c>https://…</c> without a slash at its end: a label's QR code opens its
    /// cabinet there; empty for none.
    /// </summary>
    public string PageAddress { get; init; } = string.Empty;

    /// <summary>Gets the words of labels and signs: the authority's, or those that come with the program.</summary>
    public LabelWords LabelWords { get; init; } = LabelWords.Shipped;

    /// <summary>Gets the file with the authority's own words, or <c>null</c>.</summary>
    public FileInfo? LabelTexts { get; init; }

    /// <summary>Gets a value indicating whether boards that are for the bench only are taken too, for trials.</summary>
    public bool HasBenchBoards { get; init; }

    /// <summary>Gets the firmware's image, or <c>null</c> when it is brought otherwise.</summary>
    public FileInfo? Firmware { get; init; }
}
