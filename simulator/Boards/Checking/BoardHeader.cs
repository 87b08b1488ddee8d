using System.Globalization;

namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>The pins of a board as they are found on it.</summary>
/// <param name="InPhysicalOrder">Whether the order is that on the board; otherwise the print on the board tells where a pin is.</param>
/// <param name="Left">The left row from the top: a GPIO's number or the name of a supply pin.</param>
/// <param name="Right">The right row from the top.</param>
public sealed record BoardHeader(bool InPhysicalOrder, IReadOnlyList<string> Left, IReadOnlyList<string> Right)
{
    /// <summary>Gets the GPIO numbers of both rows.</summary>
    public IEnumerable<int> Gpios => Left.Concat(Right).Select(Gpio).OfType<int>();

    /// <summary>The GPIO behind a pin's name.</summary>
    /// <param name="pin">A name of a row.</param>
    /// <returns>The number, or <c>null</c> for a supply pin.</returns>
    public static int? Gpio(string pin) => int.TryParse(pin, NumberStyles.None, CultureInfo.InvariantCulture, out int gpio) ? gpio : null;
}
