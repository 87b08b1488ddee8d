using nanoFramework.Device.OneWire;

namespace AedCabinet.Simulator.Physics;

/// <summary>A 1-Wire bus with two probes on it, inside and outside: the wire is low when either pulls it low.</summary>
public sealed class SimulatedOneWireBus : IOneWireDevice
{
    private readonly IOneWireDevice[] _devices;

    /// <summary>Initializes a new instance of the <see cref="SimulatedOneWireBus"/> class.</summary>
    /// <param name="inside">The probe inside.</param>
    /// <param name="outside">The probe outside.</param>
    public SimulatedOneWireBus(SimulatedDs18b20 inside, SimulatedDs18b20 outside) => _devices = [inside, outside];

    /// <summary>Opens the bus.</summary>
    /// <returns>Its host, for the firmware's <c>OneWireBus</c>.</returns>
    public OneWireHost ToHost() => new(this);

    /// <inheritdoc/>
    bool IOneWireDevice.Reset() => _devices.Aggregate(false, (isThere, device) => device.Reset() || isThere);

    /// <inheritdoc/>
    byte IOneWireDevice.Exchange(byte sent) => _devices.Aggregate((byte)0xFF, (line, device) => (byte)(line & device.Exchange(sent)));
}
