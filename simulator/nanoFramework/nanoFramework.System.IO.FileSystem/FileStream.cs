extern alias device;

using device::nanoFramework.StandIns;
using nanoFramework.StandIns;

namespace System.IO;

/// <summary>
/// Desktop stand-in for a file on the device's flash: what is written is durable once <see cref="Close"/> has returned and not before,
/// a close may fail, and nobody takes the closed stream from the finalizer's queue unless the caller does.
/// </summary>
public class FileStream : Stream
{
    private readonly FlashFaults? _faults = FlashFaults.Current;
    private readonly MemoryStream _written = new();
    private readonly string _path;
    private readonly byte[] _content;
    private readonly bool _isWritten;
    private readonly bool _isAppended;
    private OpenFiles.OpenFile? _record;
    private int _position;
    private bool _isOpen;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="mode">Whether it must be there, and where it begins.</param>
    /// <param name="access">To read or to write.</param>
    /// <exception cref="IOException">It is not there, is a folder, or is open elsewhere.</exception>
    /// <exception cref="OutOfMemoryException">The heap has no room for the stream.</exception>
    public FileStream(string path, FileMode mode, FileAccess access)
    {
        ShortMemory.Allocate("FileStream");
        _faults?.NoteStream();
        _path = Path.GetFullPath(path);
        _isWritten = (access & FileAccess.Write) != 0;
        _isAppended = mode == FileMode.Append;
        _record = OpenFiles.Add(_path, access, FileShare.Read);
        try
        {
            var info = new FileInfo(_path);
            if (Directory.Exists(_path) || (mode == FileMode.Open && !info.Exists))
            {
                throw new IOException();
            }

            ShortMemory.Allocate("FileStream.native");
            _content = mode == FileMode.Open ? ReadHost(info) : [];
            _isOpen = true;
        }
        catch
        {
            OpenFiles.Remove(_record);
            throw;
        }
    }

    /// <summary>Closes a file that nobody has closed.</summary>
    ~FileStream()
    {
        _faults?.NoteFinalized();
        try
        {
            Dispose(false);
        }
        catch (Exception)
        {
            // The finalizer's thread goes on.
        }
    }

    /// <inheritdoc/>
    public override long Length => _content.Length;

    /// <inheritdoc/>
    /// <remarks>The finalizer stays due, as on the device, whose own stream forgets to say otherwise.</remarks>
    public override void Close() => Dispose(true);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = _faults?.EndsEarly == true ? _content.Length / 2 : _content.Length;
        var read = Math.Min(count, Math.Max(0, length - _position));
        Array.Copy(_content, _position, buffer, offset, read);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!_isWritten)
        {
            throw new NotSupportedException();
        }

        _written.Write(buffer, offset, count);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        try
        {
            if (_isWritten)
            {
                WriteHost();
            }
        }
        finally
        {
            OpenFiles.Remove(_record);
            _record = null;
        }
    }

    private static byte[] ReadHost(FileInfo info)
    {
        using var stream = info.OpenRead();
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private void WriteHost()
    {
        if (_faults?.ClosingFails == true)
        {
            throw new IOException();
        }

        using var stream = new FileInfo(_path).Open(_isAppended ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        _written.WriteTo(stream);
    }
}
