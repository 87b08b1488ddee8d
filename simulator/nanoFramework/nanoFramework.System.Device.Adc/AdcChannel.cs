namespace System.Device.Adc;

/// <summary>Desktop stand-in for one channel of the board's analogue converter.</summary>
public class AdcChannel : IDisposable
{
    internal AdcChannel()
    {
    }

    /// <summary>Reads the channel.</summary>
    /// <returns>0 to <see cref="AdcController.MaxValue"/>.</returns>
    public int ReadValue() => 0;

    /// <summary>Releases the channel.</summary>
    public void Dispose() => GC.SuppressFinalize(this);
}
