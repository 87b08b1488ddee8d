using System.Collections.Concurrent;
using AedCabinet.Controller;
using AedCabinet.Platform;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// One cabinet's flash in memory, as small as its files: names are shared by the whole fleet, and <c>cabinet.json</c> is made
/// anew when somebody reads it. It outlives the boots. Two of the board's threads use it at once.
/// </summary>
/// <param name="configuration">Makes the bytes of <c>cabinet.json</c>.</param>
public sealed class FleetFlash(Func<byte[]> configuration) : IStorage
{
    /// <summary>How many bytes all files together may have: what is left of the board's 256 KiB partition.</summary>
    public const int Capacity = 200 * 1024;

    private static readonly ConcurrentDictionary<string, string> s_names = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private string[] _names = [];
    private byte[][] _contents = [];

    /// <summary>Gets how many bytes are stored.</summary>
    public int UsedBytes
    {
        get
        {
            lock (_lock)
            {
                return _contents.Sum(content => content.Length);
            }
        }
    }

    /// <inheritdoc/>
    public FlashAnswer Read(string name, out byte[] content)
    {
        if (name == ConfigurationFile.Name)
        {
            content = configuration();
            return FlashAnswer.Found;
        }

        lock (_lock)
        {
            int place = Array.IndexOf(_names, name);
            content = place < 0 ? null! : [.. _contents[place]];
            return place < 0 ? FlashAnswer.Missing : FlashAnswer.Found;
        }
    }

    /// <inheritdoc/>
    public bool TryWrite(string name, byte[] content)
    {
        lock (_lock)
        {
            int place = Array.IndexOf(_names, name);
            return TryPut(name, place, [.. content]);
        }
    }

    /// <inheritdoc/>
    public bool TryAppend(string name, byte[] content)
    {
        lock (_lock)
        {
            int place = Array.IndexOf(_names, name);
            return TryPut(name, place, place < 0 ? [.. content] : [.. _contents[place], .. content]);
        }
    }

    /// <inheritdoc/>
    public bool TryDelete(string name)
    {
        lock (_lock)
        {
            int place = Array.IndexOf(_names, name);
            if (place >= 0)
            {
                _names = [.. _names[..place], .. _names[(place + 1)..]];
                _contents = [.. _contents[..place], .. _contents[(place + 1)..]];
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public bool TryList(out string[] names)
    {
        lock (_lock)
        {
            names = [.. _names];
            return true;
        }
    }

    private bool TryPut(string name, int place, byte[] content)
    {
        int before = place < 0 ? 0 : _contents[place].Length;
        if (UsedBytes - before + content.Length > Capacity)
        {
            return false;
        }

        if (place < 0)
        {
            _names = [.. _names, s_names.GetOrAdd(name, name)];
            _contents = [.. _contents, content];
        }
        else
        {
            _contents[place] = content;
        }

        return true;
    }
}
