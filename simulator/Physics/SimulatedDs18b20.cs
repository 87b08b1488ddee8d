using nanoFramework.Device.OneWire;

namespace AedCabinet.Simulator.Physics;

/// <summary>
/// A DS18B20 that answers byte by byte: skip, match or read ROM, convert, read scratchpad; whatever else is asked leaves it silent until
/// the next reset. Numbers and layout from the maker's data sheet. As a real one's, its last bit is not quite still.
/// </summary>
/// <param name="celsius">The temperature it is exposed to, °C; asked when a conversion ends.</param>
/// <param name="nowMs">The time of the simulation, milliseconds.</param>
public sealed class SimulatedDs18b20(Func<double> celsius, Func<long> nowMs) : IOneWireDevice
{
    /// <summary>How long a conversion takes, in milliseconds.</summary>
    public const int ConversionMs = 750;

    // After so many conversions with one result, the next is one bit higher.
    private const int StillFor = 500;

    private const byte ReadRom = 0x33;
    private const byte MatchRom = 0x55;
    private const byte SkipRom = 0xCC;
    private const byte ConvertTemperature = 0x44;
    private const byte ReadScratchpad = 0xBE;
    private const double MinCelsius = -55;
    private const double MaxCelsius = 125;

    // Factory values: 85.0 °C, alarm limits 75 and 70 °C, 12 bits.
    private static readonly byte[] s_powerOn = [0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10, 0x1C];

    private readonly Lock _lock = new();
    private readonly byte[] _scratchpad = [.. s_powerOn];
    private readonly byte[] _rom = [0x28, 0, 0, 0, 0, 0, 0, 0];
    private Expectation _expected = Expectation.Reset;
    private long? _convertingSinceMs;
    private int _nextByte;
    private int _still;
    private ProbeFault _fault;

    private enum Expectation
    {
        Reset,
        RomCommand,
        Rom,
        FunctionCommand,
        Reading,
        Number,
        WaitingForConversion,
    }

    /// <summary>Gets the probe's number as text, as the configuration takes it.</summary>
    public string Number => Convert.ToHexString(_rom);

    /// <summary>Gets or sets the serial number, from which the probe's number follows.</summary>
    public byte Serial
    {
        get => _rom[1];
        init
        {
            _rom[1] = value;
            _rom[7] = Crc(_rom.AsSpan(0, 7));
        }
    }

    /// <summary>Gets a value indicating whether it is a clone that leaves the reserved bits of its configuration empty.</summary>
    public bool IsClone
    {
        init
        {
            _scratchpad[4] = value ? (byte)0x60 : (byte)0x7F;
            _scratchpad[8] = Crc(_scratchpad.AsSpan(0, 8));
        }
    }

    /// <summary>Gets or sets what is wrong with it; may be changed from any thread.</summary>
    public ProbeFault Fault
    {
        get
        {
            lock (_lock)
            {
                return _fault;
            }
        }

        set
        {
            lock (_lock)
            {
                _fault = value;
            }
        }
    }

    /// <summary>Hangs the probe on a bus of its own.</summary>
    /// <returns>The host of that bus, for the firmware's <c>OneWireBus</c>.</returns>
    public OneWireHost ToHost() => new(this);

    /// <inheritdoc/>
    bool IOneWireDevice.Reset()
    {
        lock (_lock)
        {
            _expected = Expectation.RomCommand;

            // The host can't tell a shorted line from a presence pulse: both are low.
            return _fault != ProbeFault.Disconnected;
        }
    }

    /// <inheritdoc/>
    byte IOneWireDevice.Exchange(byte sent)
    {
        lock (_lock)
        {
            FinishConversion();
            return _fault switch
            {
                ProbeFault.Disconnected => 0xFF,
                ProbeFault.Shorted => 0x00,
                _ => Answer(sent),
            };
        }
    }

    private byte Answer(byte sent)
    {
        switch (_expected)
        {
            case Expectation.RomCommand:
                _nextByte = 0;
                _expected = sent switch
                {
                    SkipRom => Expectation.FunctionCommand,
                    MatchRom => Expectation.Rom,
                    ReadRom => Expectation.Number,
                    _ => Expectation.Reset
                };
                return 0xFF;
            case Expectation.Rom:
                // A probe that is not meant keeps silent until the next reset.
                _expected = sent != _rom[_nextByte++] ? Expectation.Reset : _nextByte == _rom.Length ? Expectation.FunctionCommand
                    : Expectation.Rom;
                return 0xFF;
            case Expectation.FunctionCommand:
                Begin(sent);
                return 0xFF;
            case Expectation.Number when _nextByte < _rom.Length:
                return _rom[_nextByte++];
            case Expectation.Reading when _nextByte < _scratchpad.Length:
                byte answer = _scratchpad[_nextByte++];
                return _fault == ProbeFault.Crc && _nextByte == 1 ? (byte)(answer ^ 0x04) : answer;
            case Expectation.WaitingForConversion:
                return _convertingSinceMs is null ? (byte)0xFF : (byte)0x00;
            default:
                return 0xFF;
        }
    }

    private void Begin(byte command)
    {
        switch (command)
        {
            case ConvertTemperature:
                _convertingSinceMs = nowMs();
                _expected = Expectation.WaitingForConversion;
                break;
            case ReadScratchpad:
                if (_fault == ProbeFault.StuckAt85)
                {
                    s_powerOn.CopyTo(_scratchpad, 0);
                    _convertingSinceMs = null;
                }

                _nextByte = 0;
                _expected = Expectation.Reading;
                break;
            default:
                _expected = Expectation.Reset;
                break;
        }
    }

    private void FinishConversion()
    {
        if (_convertingSinceMs is not long sinceMs || nowMs() - sinceMs < ConversionMs)
        {
            return;
        }

        _convertingSinceMs = null;
        if (_fault == ProbeFault.Frozen)
        {
            return;
        }

        short sixteenths = (short)Math.Round(Math.Clamp(celsius(), MinCelsius, MaxCelsius) * 16);
        _still = sixteenths == (short)(_scratchpad[0] | (_scratchpad[1] << 8)) ? _still + 1 : 0;
        sixteenths += (short)(_still >= StillFor && sixteenths < MaxCelsius * 16 ? 1 : 0);
        _scratchpad[0] = (byte)sixteenths;
        _scratchpad[1] = (byte)(sixteenths >> 8);
        _scratchpad[8] = Crc(_scratchpad.AsSpan(0, 8));
    }

    // A second implementation on purpose: with the firmware's own, a mistake in it would go unnoticed.
    private static byte Crc(ReadOnlySpan<byte> bytes)
    {
        // Bit by bit as the data sheet draws it: a shift register with taps behind the fourth and the fifth bit.
        bool[] register = new bool[8];
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool feedback = register[7] ^ ((value >> bit) & 1) != 0;
                register = [feedback, register[0], register[1], register[2], register[3] ^ feedback, register[4] ^ feedback,
                    register[5], register[6]];
            }
        }

        byte crc = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            crc |= (byte)(register[bit] ? 0x80 >> bit : 0);
        }

        return crc;
    }
}
