namespace System.IO;

/// <summary>Desktop stand-in for the device's streams, whose <see cref="Dispose()"/> tells nobody what went wrong in closing.</summary>
public abstract class Stream : MarshalByRefObject, IDisposable
{
    /// <summary>Releases what the stream holds.</summary>
    ~Stream() => Dispose(false);

    /// <summary>Its length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Closes it.</summary>
    public virtual void Close()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes it. Whatever that throws is swallowed here, as on the device.</summary>
    public void Dispose()
    {
        try
        {
            Close();
        }
        catch
        {
            // The device's own does the same.
        }
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="buffer">Receives them.</param>
    /// <param name="offset">From where in it.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>How many were read; 0 at the end.</returns>
    public abstract int Read(byte[] buffer, int offset, int count);

    /// <summary>Writes bytes.</summary>
    /// <param name="buffer">Holds them.</param>
    /// <param name="offset">From where in it.</param>
    /// <param name="count">How many.</param>
    public abstract void Write(byte[] buffer, int offset, int count);

    /// <summary>Hands to the file system what is still here. No more: it is durable after <see cref="Close"/> only.</summary>
    public abstract void Flush();

    /// <summary>Releases what the stream holds.</summary>
    /// <param name="disposing">Whether on purpose, and not by the finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
