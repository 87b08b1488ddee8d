using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Threading;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>Pins that keep what is written to them, and can have no memory for it.</summary>
internal sealed class PinsInMemory : GpioDriver
{
    /// <summary>The pins that are high.</summary>
    public HashSet<int> High { get; } = [];

    /// <summary>Which pins can't be written.</summary>
    public Func<int, bool> Throws { get; set; } = _ => false;

    protected override int PinCount => 49;

    protected override void Write(int pinNumber, PinValue value)
    {
        if (Throws(pinNumber))
        {
            throw new OutOfMemoryException();
        }

        _ = value == PinValue.High ? High.Add(pinNumber) : High.Remove(pinNumber);
    }

    protected override PinValue Read(int pinNumber) => High.Contains(pinNumber) ? PinValue.High : PinValue.Low;

    protected override void OpenPin(int pinNumber)
    {
    }

    protected override void ClosePin(int pinNumber)
    {
    }

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
    }

    protected override PinMode GetPinMode(int pinNumber) => PinMode.Output;

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
    }
}
