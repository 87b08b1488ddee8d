using AedCabinet.Formats;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Temperature;

namespace AedCabinet.Controller
{
    /// <summary>What the wired inputs and outputs are like, in words, by the names they have in <c>cabinet.json</c>.</summary>
    public static class PinText
    {
        /// <summary>The inputs.</summary>
        /// <param name="inputs">What they read.</param>
        /// <param name="state">What the probe inside says.</param>
        /// <param name="configuration">Which are wired.</param>
        /// <returns>For example <c>inputs: aedDoor shut, aedPresence present, insideProbe 21.4 °C</c>.</returns>
        public static string InputsOf(InputImage inputs, CabinetState state, CabinetConfiguration configuration)
        {
            PinMap pins = configuration.Pins;
            string text = string.Empty;
            text = Add(text, pins.AedDoor, "aedDoor", inputs.AedDoorContactOpen ? "open" : "shut");
            text = Add(text, pins.AedPresence, "aedPresence", inputs.AedPresenceContactClosed ? "present" : "absent");
            text = Add(text, pins.KitDoor, "kitDoor", inputs.KitDoorContactOpen ? "open" : "shut");
            text = Add(text, pins.Tamper, "tamper", inputs.TamperContactOpen ? "open" : "shut");
            text = Add(text, pins.Sos, "sos", inputs.SosContactClosed ? "pressed" : "released");
            text = Add(text, pins.Service, "service", inputs.ServiceContactClosed ? "pressed" : "released");
            text = Add(text, pins.Mains, "mains", inputs.MainsPresent ? "present" : "absent");
            text = Add(text, pins.IndicatorGreen, "indicatorGreen", inputs.GreenLit ? "lit" : "dark");
            text = Add(text, pins.IndicatorRed, "indicatorRed", inputs.RedLit ? "lit" : "dark");
            text = Add(text, pins.BatteryAdc, "batteryAdc", inputs.BatteryMv.ToString() + " mV");
            int probe = configuration.Climate.ProbeFitted ? pins.OneWireRx : -1;
            text = Add(text, probe, "insideProbe", state.InsideProbe == ProbeHealth.Ok ? TemperatureText.Of(state.InsideDeciC) + " °C"
                : "nothing yet");
            return "inputs: " + (text.Length == 0 ? "none wired" : text);
        }

        /// <summary>The outputs.</summary>
        /// <param name="outputs">What they are driven to.</param>
        /// <param name="pins">Which are wired.</param>
        /// <returns>For example <c>outputs: sounder off, lampGreen on</c>.</returns>
        public static string OutputsOf(OutputImage outputs, PinMap pins)
        {
            string text = string.Empty;
            text = Add(text, pins.Sounder, "sounder", OnOff(outputs.Sounder));
            text = Add(text, pins.SounderInhibit, "sounderInhibit", OnOff(outputs.SounderInhibit));
            text = Add(text, pins.Beacon, "beacon", OnOff(outputs.Beacon));
            text = Add(text, pins.LampGreen, "lampGreen", OnOff(outputs.LampGreen));
            text = Add(text, pins.LampAmber, "lampAmber", OnOff(outputs.LampAmber));
            text = Add(text, pins.LampRed, "lampRed", OnOff(outputs.LampRed));
            text = Add(text, pins.Heater, "heater", OnOff(outputs.HeaterOn));
            text = Add(text, pins.Fan, "fan", OnOff(outputs.FanOn));
            text = Add(text, pins.Lock, "lock", outputs.LockRelease ? "released" : "holding");
            return "outputs: " + (text.Length == 0 ? "none wired" : text);
        }

        private static string OnOff(bool isOn) => isOn ? "on" : "off";

        private static string Add(string text, int pin, string name, string value) =>
            pin < 0 ? text : (text.Length == 0 ? text : text + ", ") + name + " " + value;
    }
}
