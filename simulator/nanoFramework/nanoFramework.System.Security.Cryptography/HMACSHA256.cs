extern alias device;

using device::nanoFramework.StandIns;

namespace System.Security.Cryptography;

/// <summary>
/// Desktop stand-in for the device's HMAC. Unlike .NET's it keeps the array it is made with, no copy of it, and clears it when
/// it is disposed of.
/// </summary>
public class HMACSHA256 : IDisposable
{
    private byte[]? _key;
    private byte[]? _hash;

    /// <summary>Makes one that uses a key; the array stays the caller's and becomes this object's too.</summary>
    /// <param name="key">The key.</param>
    public HMACSHA256(byte[] key)
    {
        ShortMemory.Allocate("HMACSHA256");
        _key = key ?? throw new ArgumentNullException(nameof(key));
    }

    /// <summary>A copy of what was computed last.</summary>
    public byte[] Hash => (byte[])_hash!.Clone();

    /// <summary>A copy of the key. A new one is copied, other than the constructor's.</summary>
    public byte[] Key
    {
        get => (byte[])_key!.Clone();
        set => _key = (byte[])value.Clone();
    }

    /// <summary>
    /// What computes for every object of this kind: a test may put a faulty one in its place. <c>null</c> for the right one.
    /// </summary>
    internal static AsyncLocal<Func<byte[], byte[]>?> Faulty { get; } = new();

    /// <summary>The MAC of a text under a key, which stays as it is.</summary>
    /// <param name="key">The key.</param>
    /// <param name="source">The text.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="OutOfMemoryException">The heap has no room for them.</exception>
    public static byte[] HashData(byte[] key, byte[] source)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(source);
        ShortMemory.Allocate("HMACSHA256.HashData");
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(source);
        var mac = hash.GetHashAndReset();
        return Faulty.Value is { } faulty ? faulty(mac) : mac;
    }

    /// <summary>The MAC of a text under the key.</summary>
    /// <param name="buffer">The text.</param>
    /// <returns>32 bytes.</returns>
    public byte[] ComputeHash(byte[] buffer)
    {
        ObjectDisposedException.ThrowIf(_key is null, this);
        _hash = HashData(_key, buffer);
        return (byte[])_hash.Clone();
    }

    /// <summary>Ends it, and clears the key: the array that it was made with.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends it.</summary>
    /// <param name="disposing">Whether on purpose.</param>
    protected void Dispose(bool disposing)
    {
        if (disposing && _key is not null)
        {
            Array.Clear(_key, 0, _key.Length);
            _key = null;
        }
    }
}
