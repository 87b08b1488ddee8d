namespace AedCabinet.Simulator.Web.Components.Wiring;

/// <summary>What is plugged in at the lower edge of a board.</summary>
public enum BoardSockets
{
    /// <summary>One USB cable.</summary>
    Usb,

    /// <summary>A USB cable in either of two sockets.</summary>
    TwoUsb,

    /// <summary>Nothing: a module, whose sockets are on the carrier.</summary>
    None,

    /// <summary>A network cable.</summary>
    Ethernet,
}
