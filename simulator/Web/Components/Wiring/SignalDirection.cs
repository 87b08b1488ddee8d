namespace AedCabinet.Simulator.Web.Components.Wiring;

/// <summary>What a pin is for.</summary>
public enum SignalDirection
{
    /// <summary>A contact or sensor that pulls it to ground, against a pull-up.</summary>
    Input,

    /// <summary>The firmware drives it.</summary>
    Output,

    /// <summary>A voltage.</summary>
    Analogue,

    /// <summary>A bus that is only busy for moments.</summary>
    Bus,
}
