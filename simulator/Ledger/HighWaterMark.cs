using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace AedCabinet.Ledger;

/// <summary>
/// How many events have been on disk, written down outside the database after each commit and before anything is confirmed: a database
/// that has lost its end knows nothing of it. Two places in turn, each with its check: of a write that was cut off the one before stays.
/// </summary>
public sealed class HighWaterMark : IDisposable
{
    private const int PlaceBytes = 64;
    private const int CheckedBytes = 24;
    private const int CheckBytes = 16;
    private const ulong Form = 0x31304B52414D4541;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer = new byte[PlaceBytes];
    private long _turn;

    private HighWaterMark(SafeFileHandle handle, (long Events, long Turn)? found)
    {
        _handle = handle;
        _turn = found?.Turn ?? 0;
        Events = found?.Events;
    }

    /// <summary>Gets how many events have been on disk; <c>null</c> when it was never written down, or can't be read.</summary>
    public long? Events { get; private set; }

    /// <summary>Where the mark of a database is.</summary>
    /// <param name="database">The database's file.</param>
    /// <returns>The mark's.</returns>
    public static string FileOf(string database) => database + ".mark";

    /// <summary>Reads a mark that another program may be writing.</summary>
    /// <param name="database">The database's file.</param>
    /// <returns>How many events have been on disk; <c>null</c> when there is no mark, or none that can be read.</returns>
    public static long? Read(string database)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(FileOf(database), FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
            return Find(handle)?.Events;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Opens the mark of a database to write it, and makes it where there is none.</summary>
    /// <param name="database">The database's file.</param>
    /// <returns>The mark.</returns>
    /// <exception cref="IOException">It can't be made.</exception>
    public static HighWaterMark Open(string database)
    {
        SafeFileHandle handle = File.OpenHandle(FileOf(database), FileMode.OpenOrCreate, FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete);
        return new HighWaterMark(handle, Find(handle));
    }

    /// <summary>Writes it down. Not forced to disk: after a power cut it may stand lower than the database, and never higher.</summary>
    /// <param name="events">How many events are on disk now.</param>
    public void Put(long events)
    {
        _turn++;
        Span<byte> place = _buffer;
        BinaryPrimitives.WriteUInt64LittleEndian(place, Form);
        BinaryPrimitives.WriteInt64LittleEndian(place[8..], _turn);
        BinaryPrimitives.WriteInt64LittleEndian(place[16..], events);
        Check(place[..CheckedBytes]).CopyTo(place[CheckedBytes..]);
        try
        {
            RandomAccess.Write(_handle, place, _turn % 2 * PlaceBytes);
            Events = events;
        }
        catch (IOException)
        {
            // A mark that is too low proves less and accuses nobody; the database itself is what counts.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static (long Events, long Turn)? Find(SafeFileHandle handle)
    {
        (long Events, long Turn)? found = null;
        Span<byte> place = stackalloc byte[PlaceBytes];
        for (int i = 0; i < 2; i++)
        {
            if (RandomAccess.Read(handle, place, i * PlaceBytes) == PlaceBytes
                && BinaryPrimitives.ReadUInt64LittleEndian(place) == Form
                && Check(place[..CheckedBytes]).AsSpan().SequenceEqual(place.Slice(CheckedBytes, CheckBytes))
                && BinaryPrimitives.ReadInt64LittleEndian(place[8..]) is long turn
                && !(turn <= found?.Turn))
            {
                found = (BinaryPrimitives.ReadInt64LittleEndian(place[16..]), turn);
            }
        }

        return found;
    }

    private static byte[] Check(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes)[..CheckBytes];
}
