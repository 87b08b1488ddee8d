using System.Globalization;

namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>Where in a board's flash the program goes: a partition of the runtime.</summary>
/// <param name="Address">Its address as the flash tool takes it, <c>0x1E0000</c>.</param>
/// <param name="Bytes">Its size on the smallest flash that the board is sold with.</param>
public sealed record BoardDeployment(string Address, int Bytes)
{
    /// <summary>Gets the address as a number; <c>null</c> when it is none.</summary>
    public int? Offset => Address.StartsWith("0x", StringComparison.Ordinal)
        && int.TryParse(Address.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int offset) ? offset : null;
}
