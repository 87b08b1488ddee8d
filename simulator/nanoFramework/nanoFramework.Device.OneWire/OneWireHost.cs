namespace nanoFramework.Device.OneWire;

/// <summary>
/// Desktop stand-in for the 1-Wire host of a board: whole bytes only, no search. The host a board has is created without
/// arguments, is the only one, and on a desktop has nothing on its bus. A simulated board gets a host with a device on it:
/// the simulator creates one for each cabinet and hands it in, so several cabinets share a process and no static state.
/// </summary>
public class OneWireHost : IDisposable
{
    private static int s_opened;

    private readonly IOneWireDevice? _device;
    private readonly bool _isBoards;
    private bool _isDisposed;

    /// <summary>Opens the board's host.</summary>
    /// <exception cref="InvalidOperationException">It is open already.</exception>
    public OneWireHost()
    {
        if (Interlocked.Exchange(ref s_opened, 1) != 0)
        {
            throw new InvalidOperationException();
        }

        _isBoards = true;
    }

    /// <summary>Opens the host of a simulated board.</summary>
    /// <param name="device">What hangs on its bus.</param>
    internal OneWireHost(IOneWireDevice device)
    {
        _device = device;
    }

    /// <summary>Resets the bus.</summary>
    /// <returns>Whether somebody answered with a presence pulse.</returns>
    public bool TouchReset() => _device?.Reset() ?? false;

    /// <summary>Sends a byte and listens at the same time.</summary>
    /// <param name="value">The byte; 0xFF to listen only.</param>
    /// <returns>What the line carried: a device can only pull it low.</returns>
    public byte TouchByte(byte value) => (byte)(value & (_device?.Exchange(value) ?? 0xFF));

    /// <summary>Sends a byte.</summary>
    /// <param name="value">The byte.</param>
    /// <returns>1 when the line carried it, 0 when it carried something else.</returns>
    public byte WriteByte(byte value) => TouchByte(value) == value ? (byte)1 : (byte)0;

    /// <summary>Receives a byte.</summary>
    /// <returns>The byte; 0xFF when nobody speaks.</returns>
    public byte ReadByte() => TouchByte(0xFF);

    /// <summary>Releases the board's host.</summary>
    public void Dispose()
    {
        Dispose(true);
        System.GC.SuppressFinalize(this);
    }

    /// <summary>Releases the board's host.</summary>
    /// <param name="disposing">Whether it is called on purpose.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!_isDisposed && _isBoards)
        {
            Interlocked.Exchange(ref s_opened, 0);
        }

        _isDisposed = true;
    }
}
