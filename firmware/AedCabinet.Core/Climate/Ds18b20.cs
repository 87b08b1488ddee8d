namespace AedCabinet
{
    /// <summary>
    /// The DS18B20 temperature probe on a bus of its own: conversion and reading are separate steps, and the whole scratchpad
    /// with its check sum is read every time.
    /// </summary>
    /// <remarks>
    /// The probe is addressed without its number ("skip ROM"), so it must be alone on the bus, and it is fed from its own
    /// supply wire: a probe fed from the data line needs a strong pull-up during the conversion that the circuit doesn't have.
    /// </remarks>
    public sealed class Ds18b20
    {
        /// <summary>How long a conversion takes at most at 12 bits, in milliseconds (data sheet).</summary>
        public const int ConversionMs = 750;

        private const byte SkipRom = 0xCC;
        private const byte ConvertTemperature = 0x44;
        private const byte ReadScratchpad = 0xBE;

        private readonly IOneWire _bus;
        private readonly byte[] _scratchpad = new byte[Ds18b20Scratchpad.Length];

        /// <summary>Initializes a new instance of the <see cref="Ds18b20"/> class.</summary>
        /// <param name="bus">The bus it is alone on.</param>
        public Ds18b20(IOneWire bus)
        {
            _bus = bus;
        }

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

            return Ds18b20Scratchpad.Parse(_scratchpad, out deciC);
        }

        private ProbeReading Command(byte command)
        {
            if (!_bus.Reset())
            {
                return ProbeReading.Disconnected;
            }

            // A command that arrived garbled may have started no conversion: the reading behind it would be an old one.
            return _bus.Write(SkipRom) && _bus.Write(command) ? ProbeReading.None : ProbeReading.BusError;
        }
    }
}
