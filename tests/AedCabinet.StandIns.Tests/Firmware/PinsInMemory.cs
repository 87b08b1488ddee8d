using System;
using System.Collections.Generic;
using System.Device.Gpio;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>Pins that keep what is written to them, and can have no memory for it.</summary>
internal sealed class PinsInMemory : QuietPins
{
    /// <summary>The pins that are high.</summary>
    public HashSet<int> High { get; } = [];

    /// <summary>Which pins can't be written.</summary>
    public Func<int, bool> Throws { get; set; } = _ => false;

    protected override void Write(int pinNumber, PinValue value)
    {
        if (Throws(pinNumber))
        {
            throw new OutOfMemoryException();
        }

        _ = value == PinValue.High ? High.Add(pinNumber) : High.Remove(pinNumber);
    }

    protected override PinValue Read(int pinNumber) => High.Contains(pinNumber) ? PinValue.High : PinValue.Low;
}
