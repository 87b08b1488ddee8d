using AedCabinet.Page.Words;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Web.Components.Wiring;

/// <summary>A signal on a pin of a cabinet's board, at one moment.</summary>
/// <param name="Name">Its name, as in <c>cabinet.json</c>.</param>
/// <param name="Gpio">The GPIO.</param>
/// <param name="Direction">What the pin is for.</param>
/// <param name="IsHigh">The level; <c>null</c> where a level says nothing.</param>
public sealed record WiredSignal(string Name, int Gpio, SignalDirection Direction, bool? IsHigh)
{
    /// <summary>The signals that are wired, inputs first.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>The signals.</returns>
    public static IReadOnlyList<WiredSignal> Of(SimulatedCabinet cabinet)
    {
        PinMap pins = cabinet.Pins;
        PhysicalPicture physical = cabinet.Physical;
        return
        [
            .. new[]
            {
                Contact(cabinet, "aedDoor", pins.AedDoor),
                Contact(cabinet, "aedPresence", pins.AedPresence),
                Contact(cabinet, "kitDoor", pins.KitDoor),

                // A flash of a few milliseconds is shown for as long as the eye sees it.
                new WiredSignal("indicatorGreen", pins.IndicatorGreen, SignalDirection.Input, !physical.IsGreenLit),
                new WiredSignal("indicatorRed", pins.IndicatorRed, SignalDirection.Input, !physical.IsRedLit),
                Contact(cabinet, "mains", pins.Mains),
                new WiredSignal("batteryAdc", pins.BatteryAdc, SignalDirection.Analogue, null),
                Contact(cabinet, "sos", pins.Sos),
                Contact(cabinet, "service", pins.Service),
                Contact(cabinet, "tamper", pins.Tamper),
                new WiredSignal("oneWireTx", pins.OneWireTx, SignalDirection.Bus, null),
                new WiredSignal("oneWireRx", pins.OneWireRx, SignalDirection.Bus, null),
                Driver(cabinet, "sounder", pins.Sounder),
                Driver(cabinet, "sounderInhibit", pins.SounderInhibit),
                Driver(cabinet, "beacon", pins.Beacon),
                Driver(cabinet, "lampGreen", pins.LampGreen),
                Driver(cabinet, "lampAmber", pins.LampAmber),
                Driver(cabinet, "lampRed", pins.LampRed),
                Driver(cabinet, "heater", pins.Heater),
                Driver(cabinet, "fan", pins.Fan),
                Driver(cabinet, "lock", pins.Lock),
                Driver(cabinet, "watchdog", pins.Watchdog),
            }.Where(signal => signal.Gpio >= 0),
        ];
    }

    /// <summary>What its level means.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="batteryMv">The battery's voltage, mV.</param>
    /// <returns>The sentence.</returns>
    public string Meaning(PageText text, int batteryMv) => Direction switch
    {
        SignalDirection.Analogue => text["wiring.volts", text.Number(batteryMv / 1000.0, 2)],
        SignalDirection.Bus => text["wiring.bus"],
        _ => text[(IsHigh == true ? "wiring.high." : "wiring.low.") + Name],
    };

    private static WiredSignal Contact(SimulatedCabinet cabinet, string name, int gpio) =>
        new(name, gpio, SignalDirection.Input, gpio >= 0 && cabinet.Board.IsHigh(gpio));

    private static WiredSignal Driver(SimulatedCabinet cabinet, string name, int gpio) =>
        new(name, gpio, SignalDirection.Output, gpio >= 0 && cabinet.Board.IsHigh(gpio));
}
