using System.Device.Gpio;
using System.Diagnostics;

namespace AedCabinet.Simulator.Boards;

/// <summary>
/// The pins of an ESP32 without the ESP32: a driver under the real <c>System.Device.Gpio</c>. The simulation sets the level at
/// an input's terminal; the firmware's writes are seen at the outputs.
/// </summary>
/// <remarks>An input that nothing drives reads its pull-up or pull-down, and low without either.</remarks>
public sealed class SimulatedBoard : GpioDriver
{
    /// <summary>The board that a simulated cabinet has unless its file says otherwise: the reference board, which has the memory.</summary>
    public const string Reference = "esp32-s3";

    /// <summary>The target of the image that the reference board runs.</summary>
    public const string Target = "ESP32_S3_QUAD";

    private const int HighestPin = 48;

    private readonly Pin[] _pins = [.. Enumerable.Range(0, HighestPin + 1).Select(_ => new Pin())];
    private readonly Lock _lock = new();

    /// <summary>Raised after the firmware has changed an output, on the firmware's own thread: handlers are quick.</summary>
    public event Action<OutputChange>? OutputChanged;

    /// <inheritdoc/>
    protected override int PinCount => _pins.Length;

    /// <summary>Sets what is connected to an input's terminal.</summary>
    /// <param name="pin">The GPIO.</param>
    /// <param name="level">The level driven, or <c>null</c> for an open circuit.</param>
    public void Drive(int pin, PinValue? level)
    {
        PinEventTypes edge;
        PinChangeEventHandler? callbacks;
        lock (_lock)
        {
            PinValue before = LevelOf(_pins[pin]);
            _pins[pin].External = level;
            PinValue after = LevelOf(_pins[pin]);
            if (before == after)
            {
                return;
            }

            edge = after == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling;
            callbacks = _pins[pin].CallbacksFor(edge);
        }

        callbacks?.Invoke(this, new PinValueChangedEventArgs(edge, pin));
    }

    /// <summary>The level at a pin now.</summary>
    /// <param name="pin">The GPIO.</param>
    /// <returns><c>true</c> for high.</returns>
    public bool IsHigh(int pin) => Read(pin) == PinValue.High;

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber)
    {
        if (pinNumber is < 0 or > HighestPin)
        {
            throw new ArgumentException($"The board has no GPIO {pinNumber}.", nameof(pinNumber));
        }
    }

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber)
    {
        lock (_lock)
        {
            _pins[pinNumber].Mode = PinMode.Input;
            _pins[pinNumber].Output = PinValue.Low;
        }
    }

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        lock (_lock)
        {
            _pins[pinNumber].Mode = mode;
        }
    }

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber)
    {
        lock (_lock)
        {
            return _pins[pinNumber].Mode;
        }
    }

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    /// <inheritdoc/>
    protected override PinValue Read(int pinNumber)
    {
        lock (_lock)
        {
            return LevelOf(_pins[pinNumber]);
        }
    }

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value)
    {
        lock (_lock)
        {
            if (_pins[pinNumber].Output == value)
            {
                return;
            }

            _pins[pinNumber].Output = value;
        }

        OutputChanged?.Invoke(new OutputChange(pinNumber, value == PinValue.High, Stopwatch.GetTimestamp()));
    }

    /// <inheritdoc/>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new PlatformNotSupportedException("nanoFramework has no WaitForEvent; register a callback.");

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (_lock)
        {
            _pins[pinNumber].Add(eventTypes, callback);
        }
    }

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_lock)
        {
            _pins[pinNumber].Remove(callback);
        }
    }

    private static PinValue LevelOf(Pin pin) => pin.Mode switch
    {
        PinMode.Output => pin.Output,
        PinMode.InputPullUp => pin.External ?? PinValue.High,
        _ => pin.External ?? PinValue.Low,
    };

    private sealed class Pin
    {
        private PinChangeEventHandler? _rising;
        private PinChangeEventHandler? _falling;

        public PinMode Mode { get; set; } = PinMode.Input;

        public PinValue? External { get; set; }

        public PinValue Output { get; set; } = PinValue.Low;

        public PinChangeEventHandler? CallbacksFor(PinEventTypes edge) => edge == PinEventTypes.Rising ? _rising : _falling;

        public void Add(PinEventTypes edges, PinChangeEventHandler callback)
        {
            _rising += edges.HasFlag(PinEventTypes.Rising) ? callback : null;
            _falling += edges.HasFlag(PinEventTypes.Falling) ? callback : null;
        }

        public void Remove(PinChangeEventHandler callback)
        {
            _rising -= callback;
            _falling -= callback;
        }
    }
}
