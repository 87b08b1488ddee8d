namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>One line of a bill of materials: a part number and how many of it.</summary>
/// <param name="References">The designators of the parts, separated by blanks.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Zh">What it is, in Chinese.</param>
/// <param name="En">What it is, in English.</param>
/// <param name="Value">Its value.</param>
/// <param name="Maker">Its maker.</param>
/// <param name="PartNumber">The maker's part number.</param>
/// <param name="MinC">The lowest temperature it may work at, in °C.</param>
/// <param name="MaxC">The highest, in °C.</param>
/// <param name="Check">What must be checked before ordering; empty for nothing.</param>
public sealed record BomLine(string References, int Quantity, string Zh, string En, string Value, string Maker, string PartNumber, int MinC,
    int MaxC, string Check);
