using System;
using AedCabinet.Platform;
using nanoFramework.Device.OneWire;
using nanoFramework.Hardware.Esp32;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The 1-Wire bus over the platform's host, which uses the board's third serial port with its receive and transmit pins
    /// tied together.
    /// </summary>
    public sealed class OneWireBus : IOneWire
    {
        private readonly OneWireHost _host;

        /// <summary>Initializes a new instance of the <see cref="OneWireBus"/> class.</summary>
        /// <param name="host">The host; <c>null</c> for a bus on which nobody ever answers.</param>
        public OneWireBus(OneWireHost host)
        {
            _host = host;
        }

        /// <summary>
        /// Opens the board's bus. One that can't be opened reads as a probe that is not there: the cabinet says so, watches
        /// its door and keeps its heater off.
        /// </summary>
        /// <param name="receivePin">The GPIO that listens; below 0 when no probe is wired.</param>
        /// <param name="transmitPin">The GPIO that sends, not one of those that are input only; below 0 when no probe is wired.</param>
        /// <param name="log">Told when the bus can't be opened.</param>
        /// <returns>The bus.</returns>
        public static OneWireBus Open(int receivePin, int transmitPin, ILog log)
        {
            if (receivePin < 0 || transmitPin < 0)
            {
                return new OneWireBus(null);
            }

            try
            {
                Configuration.SetPinFunction(receivePin, DeviceFunction.COM3_RX);
                Configuration.SetPinFunction(transmitPin, DeviceFunction.COM3_TX);
                return new OneWireBus(new OneWireHost());
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                log.Error("probe: the 1-Wire bus can't be opened on GPIO " + receivePin.ToString() + " and " + transmitPin.ToString()
                    + " (" + exception.GetType().FullName + "); there is no temperature");
                return new OneWireBus(null);
            }
        }

        /// <inheritdoc/>
        public bool Reset() => _host != null && _host.TouchReset();

        /// <inheritdoc/>
        public bool Write(byte value) => _host != null && _host.WriteByte(value) != 0;

        /// <inheritdoc/>
        public byte Read() => _host == null ? (byte)0xFF : _host.ReadByte();
    }
}
