namespace nanoFramework.Device.OneWire;

/// <summary>What hangs on a simulated 1-Wire bus. Called on the firmware's own thread.</summary>
internal interface IOneWireDevice
{
    /// <summary>The bus is reset.</summary>
    /// <returns>Whether the device answers with a presence pulse.</returns>
    bool Reset();

    /// <summary>Eight time slots.</summary>
    /// <param name="sent">The bits the host sends, or ones where it listens: on the wire that is the same.</param>
    /// <returns>The bits the device leaves high: all ones when it only listens.</returns>
    byte Exchange(byte sent);
}
