namespace AedCabinet.Page.Map;

/// <summary>Where an AED is needed.</summary>
/// <param name="Latitude">Degrees north, WGS-84.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Cabinet">The id of the cabinet that stands there, or <c>null</c>.</param>
public sealed record MapPlace(double Latitude, double Longitude, string? Cabinet = null);
