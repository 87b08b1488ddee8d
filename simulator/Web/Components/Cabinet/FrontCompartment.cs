namespace AedCabinet.Simulator.Web.Components.Cabinet;

/// <summary>A compartment in the drawing of a cabinet's front.</summary>
/// <param name="X">The left edge of its door.</param>
/// <param name="IsKit">Whether it holds the first-aid kit and not the AED.</param>
/// <param name="IsHingedRight">Whether its door swings to the right.</param>
public sealed record FrontCompartment(double X, bool IsKit, bool IsHingedRight)
{
    /// <summary>Gets the input that is its door.</summary>
    public string Door => IsKit ? "kit-door" : "door";
}
