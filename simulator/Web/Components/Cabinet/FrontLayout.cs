using System.Globalization;
using AedCabinet.Settings;

namespace AedCabinet.Simulator.Web.Components.Cabinet;

/// <summary>Where everything is in the drawing of a cabinet's front, in the drawing's own units.</summary>
/// <param name="Width">The drawing's width.</param>
/// <param name="Compartments">Its compartments, from the left.</param>
public sealed record FrontLayout(double Width, IReadOnlyList<FrontCompartment> Compartments)
{
    /// <summary>The drawing's height.</summary>
    public const double Height = 600;

    /// <summary>The enclosure's left edge; to the left of it a door swings out.</summary>
    public const double BoxX = 80;

    /// <summary>The upper edge of the doors.</summary>
    public const double DoorY = 148;

    /// <summary>The height of the doors.</summary>
    public const double DoorHeight = 322;

    /// <summary>The width of the doors.</summary>
    public const double DoorWidth = 270;

    private const double Frame = 15;

    /// <summary>Gets the enclosure's width.</summary>
    public double BoxWidth => Width - (2 * BoxX);

    /// <summary>Gets the middle.</summary>
    public double MiddleX => Width / 2;

    /// <summary>The layout of a kind of cabinet.</summary>
    /// <param name="kind">What the enclosure holds.</param>
    /// <returns>The layout.</returns>
    public static FrontLayout Of(CabinetKind kind)
    {
        const double first = BoxX + Frame;
        const double second = first + DoorWidth + Frame;
        return kind switch
        {
            CabinetKind.Kit => new(first + DoorWidth + Frame + BoxX, [new FrontCompartment(first, IsKit: true, IsHingedRight: false)]),
            CabinetKind.Station => new(
                second + DoorWidth + Frame + BoxX,
                [new FrontCompartment(first, IsKit: false, IsHingedRight: false),
                    new FrontCompartment(second, IsKit: true, IsHingedRight: true)]),
            _ => new(first + DoorWidth + Frame + BoxX, [new FrontCompartment(first, IsKit: false, IsHingedRight: false)]),
        };
    }

    /// <summary>The place of something that lies over the drawing.</summary>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <returns>The style.</returns>
    public string Place(double x, double y, double width, double height) =>
        string.Create(CultureInfo.InvariantCulture,
            $"left:{100 * x / Width:F3}%;top:{100 * y / Height:F3}%;width:{100 * width / Width:F3}%;height:{100 * height / Height:F3}%");
}
