namespace System.Device.Adc;

/// <summary>Desktop stand-in for one channel of the board's analogue converter.</summary>
public class AdcChannel : IDisposable
{
    private readonly int _number;

    internal AdcChannel(int number) => _number = number;

    /// <summary>Reads the channel.</summary>
    /// <returns>0 to <see cref="AdcController.MaxValue"/>.</returns>
    public int ReadValue() => AdcController.Readings(_number);

    /// <summary>Releases the channel.</summary>
    public void Dispose() => GC.SuppressFinalize(this);
}
