namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>All that a file of <c>hardware/boards</c> says.</summary>
/// <param name="File">Where it was read, as messages name it.</param>
/// <param name="Board">Its name, the same as its file's.</param>
/// <param name="Name">The name of the product.</param>
/// <param name="Module">The module on it.</param>
/// <param name="Chip">Its chip, one of <see cref="ChipFacts.Chips"/>.</param>
/// <param name="Target">The nanoFramework target that is flashed.</param>
/// <param name="Network"><c>wifi</c> or <c>ethernet</c>.</param>
/// <param name="Kinds">The kinds of cabinet it has pins enough for.</param>
/// <param name="Source">Where the facts come from.</param>
/// <param name="Memory">The heap it leaves to the program, and what it is for because of it.</param>
/// <param name="Deployment">Where in its flash the program goes.</param>
/// <param name="Pins">GPIO by signal.</param>
/// <param name="Ports">The GPIO that the circuit uses besides the signals, by the name of their pin in the circuit: serial log, USB, boot,
/// option slot.</param>
/// <param name="Lacks">The signals it can't carry, and why.</param>
/// <param name="Power">The header's pin for <c>supply</c>, <c>logic</c>, <c>reset</c> and <c>ground</c>.</param>
/// <param name="Header">The pins as they are found on the board.</param>
/// <param name="Gpio">Each GPIO of the chip.</param>
public sealed record BoardFile(
    string File,
    string Board,
    string Name,
    string Module,
    string Chip,
    string Target,
    string Network,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<string> Source,
    BoardMemory Memory,
    BoardDeployment Deployment,
    IReadOnlyDictionary<string, int> Pins,
    IReadOnlyDictionary<string, int> Ports,
    IReadOnlyDictionary<string, string> Lacks,
    IReadOnlyDictionary<string, string> Power,
    BoardHeader Header,
    IReadOnlyDictionary<int, GpioFacts> Gpio)
{
    /// <summary>The network of a board without a cable.</summary>
    public const string Wifi = "wifi";

    /// <summary>The network of a board with a cable.</summary>
    public const string Ethernet = "ethernet";

    /// <summary>Gets the roles that <see cref="Power"/> names.</summary>
    public static IReadOnlyList<string> PowerRoles { get; } = ["supply", "logic", "reset", "ground"];

    /// <summary>
    /// Gets a value indicating whether the board may run on a battery that it must not drain: kits sleep and are woken by a pin.
    /// </summary>
    public bool Sleeps => Kinds.Contains("kit");
}
