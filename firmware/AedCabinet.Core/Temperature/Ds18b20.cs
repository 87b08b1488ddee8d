using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Temperature
{
    /// <summary>
    /// A DS18B20 temperature probe: conversion and reading are separate steps, and the whole scratchpad
    /// with its check sum is read every time.
    /// </summary>
    /// <remarks>
    /// A probe alone on its bus is addressed without its number ("skip ROM"); where two share it, each by its own ("match
    /// ROM"). It is fed from its own supply wire: a probe fed from the data line needs a strong pull-up during the conversion that the
    /// circuit doesn't have.
    /// </remarks>
    public sealed class Ds18b20
    {
        /// <summary>How long a conversion takes at most at 12 bits, in milliseconds (data sheet).</summary>
        public const int ConversionMs = 750;

        private const byte ReadRom = 0x33;
        private const byte MatchRom = 0x55;
        private const byte SkipRom = 0xCC;
        private const byte ConvertTemperature = 0x44;
        private const byte ReadScratchpad = 0xBE;

        private readonly IOneWire _bus;
        private readonly byte[] _rom;
        private readonly byte[] _scratchpad = new byte[Ds18b20Scratchpad.Length];
        private bool _isKnown;

        /// <summary>Initializes a new instance of the <see cref="Ds18b20"/> class.</summary>
        /// <param name="bus">The bus it is on.</param>
        /// <param name="rom">Its number, <see cref="ProbeNumber.Length"/> bytes; <c>null</c> when it is alone on the bus.</param>
        public Ds18b20(IOneWire bus, byte[] rom)
        {
            _bus = bus;
            _rom = rom;
            _isKnown = rom != null;
        }

        /// <summary>
        /// Gets the temperature's two bytes as they came with the latest reading: to see whether anything changes at all.
        /// </summary>
        public int Raw => _scratchpad[0] | (_scratchpad[1] << 8);

        /// <summary>Tells the probe to measure. <see cref="Read"/> may be called <see cref="ConversionMs"/> later.</summary>
        /// <returns><see cref="ProbeReading.None"/> when it does; otherwise why there will be nothing to read.</returns>
        public ProbeReading StartConversion() => Command(ConvertTemperature);

        /// <summary>Reads what was measured last.</summary>
        /// <param name="deciC">The temperature in tenths of °C; see <see cref="Ds18b20Scratchpad.Parse"/>.</param>
        /// <returns>What came of it; never <see cref="ProbeReading.None"/>.</returns>
        public ProbeReading Read(out int deciC)
        {
            deciC = 0;
            ProbeReading problem = Command(ReadScratchpad);
            if (problem != ProbeReading.None)
            {
                return problem;
            }

            for (int i = 0; i < _scratchpad.Length; i++)
            {
                _scratchpad[i] = _bus.Read();
            }

            ProbeReading reading = Ds18b20Scratchpad.Parse(_scratchpad, out deciC);
            bool isGood = reading == ProbeReading.Ok || reading == ProbeReading.PowerOnValue;
            if (isGood && !_isKnown && !Ds18b20Scratchpad.IsAsInDataSheet(_scratchpad) && IsOtherFamily())
            {
                deciC = 0;
                return ProbeReading.OtherDevice;
            }

            // Behind a wire that was off, another probe may hang.
            _isKnown = _rom != null || (isGood && _isKnown);
            return reading;
        }

        // Clones fill the configuration as they like; what a probe is stands in its number. One that can't be read proves nothing.
        private bool IsOtherFamily()
        {
            if (!_bus.Reset() || !_bus.Write(ReadRom))
            {
                return false;
            }

            byte[] number = new byte[ProbeNumber.Length];
            for (int i = 0; i < ProbeNumber.Length; i++)
            {
                number[i] = _bus.Read();
            }

            bool isNumber = Ds18b20Scratchpad.Crc8(number, ProbeNumber.Length - 1) == number[ProbeNumber.Length - 1];
            _isKnown = isNumber && number[0] == ProbeNumber.Family;
            return isNumber && number[0] != ProbeNumber.Family;
        }

        private ProbeReading Command(byte command)
        {
            if (!_bus.Reset())
            {
                return ProbeReading.Disconnected;
            }

            // A command that arrived garbled may have started no conversion: the reading behind it would be an old one.
            return Address() && _bus.Write(command) ? ProbeReading.None : ProbeReading.BusError;
        }

        private bool Address()
        {
            if (_rom == null)
            {
                return _bus.Write(SkipRom);
            }

            bool isWritten = _bus.Write(MatchRom);
            for (int i = 0; i < ProbeNumber.Length; i++)
            {
                isWritten = _bus.Write(_rom[i]) && isWritten;
            }

            return isWritten;
        }
    }
}
