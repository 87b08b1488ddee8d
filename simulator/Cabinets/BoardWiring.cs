using System.Device.Gpio;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The wires between the physical side of a cabinet and its board, as <c>hardware/</c> draws them: contacts and lights pull to ground.
/// </summary>
internal sealed class BoardWiring
{
    private readonly CabinetPhysics _physics;
    private readonly SimulatedBoard _board;
    private readonly PinMap _pins;

    public BoardWiring(CabinetPhysics physics, SimulatedBoard board, PinMap pins)
    {
        _physics = physics;
        _board = board;
        _pins = pins;
        _physics.LightChanged += edge => Drive(edge.Channel == LightChannel.Green ? pins.IndicatorGreen : pins.IndicatorRed, edge.IsLit);
        Refresh();
    }

    /// <summary>Brings every contact's level to the board.</summary>
    public void Refresh()
    {
        Drive(_pins.AedDoor, _physics.IsClosed(CabinetContact.AedDoor));
        Drive(_pins.AedPresence, _physics.IsClosed(CabinetContact.AedPresence));
        Drive(_pins.KitDoor, _physics.IsClosed(CabinetContact.KitDoor));
        Drive(_pins.Tamper, _physics.IsClosed(CabinetContact.Tamper));
        Drive(_pins.Sos, _physics.IsClosed(CabinetContact.Sos));
        Drive(_pins.Service, _physics.IsClosed(CabinetContact.Service));
        Drive(_pins.Mains, _physics.IsMainsSensed);
    }

    /// <summary>Whether the firmware drives an output.</summary>
    /// <param name="pin">The GPIO; below 0 for none.</param>
    /// <returns><c>true</c> for on.</returns>
    public bool IsOn(int pin) => pin >= 0 && _board.IsHigh(pin);

    private void Drive(int pin, bool closed)
    {
        if (pin >= 0)
        {
            // An open circuit leaves the pin to its pull-up.
            _board.Drive(pin, closed ? PinValue.Low : null);
        }
    }
}
