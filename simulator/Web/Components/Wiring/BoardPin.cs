namespace AedCabinet.Simulator.Web.Components.Wiring;

/// <summary>A pin of a board, as it is printed there.</summary>
/// <param name="Label">What is printed beside it.</param>
/// <param name="Gpio">Its GPIO; <c>null</c> for power, ground and the like.</param>
public sealed record BoardPin(string Label, int? Gpio);
