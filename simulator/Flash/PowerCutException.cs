namespace AedCabinet.Simulator.Flash;

/// <summary>The power failed in the middle of an operation of the flash: nothing after it happens in this boot.</summary>
public sealed class PowerCutException() : Exception("the power was cut during an operation of the flash");
