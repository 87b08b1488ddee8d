using AedCabinet.Platform;

namespace AedCabinet.Simulator.Flash;

/// <summary>
/// A board's flash in memory, whose power can be cut at any operation and after any byte of a write, which can refuse, fill
/// up, spoil and be formatted, and which counts what is done to it.
/// </summary>
public sealed class SimulatedFlash : IStorage
{
    // A content is never changed, only replaced: copies of this flash share it.
    private readonly Dictionary<string, byte[]> _files = [];
    private bool _isCut;

    /// <summary>Gets or sets how many bytes all files together may have.</summary>
    public int Capacity { get; set; } = 200 * 1024;

    /// <summary>
    /// Gets or sets the operation (counted from 0 by <see cref="Operations"/>) during which the power fails; none by default.
    /// </summary>
    public long CutAtOperation { get; set; } = -1;

    /// <summary>Gets or sets how many bytes of that operation's write are done when the power fails.</summary>
    public int CutAfterBytes { get; set; }

    /// <summary>Gets or sets what that operation leaves behind.</summary>
    public CutResidue CutResidue { get; set; }

    /// <summary>Gets or sets which changing operations are refused, by their number; none by default.</summary>
    public Func<long, bool> Refuses { get; set; } = _ => false;

    /// <summary>Gets or sets what a refused write leaves behind all the same.</summary>
    public CutResidue RefusalResidue { get; set; }

    /// <summary>Gets or sets how the answer to a read of a file is wrong; it may throw. Never by default.</summary>
    public Func<string, ReadFault> Misreads { get; set; } = _ => ReadFault.None;

    /// <summary>Gets or sets whether the names of the files can't be listed; never by default.</summary>
    public Func<bool> HidesNames { get; set; } = () => false;

    /// <summary>Gets or sets who is told of every changing operation before it is done.</summary>
    public Action<FlashOperation>? Observer { get; set; }

    /// <summary>Gets how many changing operations there were: writes, additions and deletions.</summary>
    public long Operations { get; private set; }

    /// <summary>Gets how many bytes are stored.</summary>
    public int UsedBytes => _files.Values.Sum(content => content.Length);

    /// <summary>Gets the files' names in order.</summary>
    public IReadOnlyList<string> Names => [.. _files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A flash with the same files and no faults.</summary>
    /// <returns>The copy; its operations count from 0.</returns>
    public SimulatedFlash Copy()
    {
        SimulatedFlash copy = new() { Capacity = Capacity };
        foreach ((string name, byte[] content) in _files)
        {
            copy._files[name] = content;
        }

        return copy;
    }

    /// <summary>The power is back.</summary>
    public void Restore()
    {
        _isCut = false;
        CutAtOperation = -1;
    }

    /// <summary>Everything is gone.</summary>
    public void Format() => _files.Clear();

    /// <summary>Changes one bit.</summary>
    /// <param name="name">The file.</param>
    /// <param name="bit">Which bit.</param>
    public void FlipBit(string name, int bit)
    {
        byte[] content = ContentOf(name);
        content[bit / 8] ^= (byte)(1 << (bit % 8));
        _files[name] = content;
    }

    /// <summary>How long a file is.</summary>
    /// <param name="name">The file.</param>
    /// <returns>Bytes.</returns>
    public int LengthOf(string name) => _files[name].Length;

    /// <summary>What a file holds, whatever is read of it.</summary>
    /// <param name="name">The file.</param>
    /// <returns>A copy.</returns>
    public byte[] ContentOf(string name) => [.. _files[name]];

    /// <inheritdoc/>
    public FlashAnswer Read(string name, out byte[] content)
    {
        Check();
        bool isThere = _files.TryGetValue(name, out byte[]? stored);
        ReadFault fault = isThere ? Misreads(name) : ReadFault.None;
        content = isThere && fault != ReadFault.Fails ? Misread(stored!, fault) : null!;
        return !isThere ? FlashAnswer.Missing : fault == ReadFault.Fails ? FlashAnswer.Failed : FlashAnswer.Found;
    }

    /// <inheritdoc/>
    public bool TryWrite(string name, byte[] content) => Change(FlashAction.Write, name, content);

    /// <inheritdoc/>
    public bool TryAppend(string name, byte[] content) => Change(FlashAction.Append, name, content);

    /// <inheritdoc/>
    public bool TryDelete(string name)
    {
        long operation = Begin(FlashAction.Delete, name, []);
        if (operation == CutAtOperation)
        {
            _isCut = true;
            if (CutResidue != CutResidue.Nothing)
            {
                _files.Remove(name);
            }

            throw new PowerCutException();
        }

        if (Refuses(operation))
        {
            return false;
        }

        _files.Remove(name);
        return true;
    }

    /// <inheritdoc/>
    public bool TryList(out string[] names)
    {
        Check();
        bool isHidden = HidesNames();
        names = isHidden ? null! : [.. Names];
        return !isHidden;
    }

    private static byte[] Misread(byte[] stored, ReadFault fault)
    {
        byte[] content = fault == ReadFault.Short ? stored[..(stored.Length / 2)] : [.. stored];
        if (fault == ReadFault.Wrong && content.Length > 0)
        {
            content[content.Length / 2] ^= 0x10;
        }

        return content;
    }

    private bool Change(FlashAction action, string name, byte[] content)
    {
        long operation = Begin(action, name, content);
        byte[] kept = action == FlashAction.Append ? _files.GetValueOrDefault(name, []) : [];
        if (operation == CutAtOperation)
        {
            _isCut = true;
            Leave(name, kept, content, CutResidue, CutAfterBytes);
            throw new PowerCutException();
        }

        if (Refuses(operation))
        {
            Leave(name, kept, content, RefusalResidue, content.Length / 2);
            return false;
        }

        int before = _files.TryGetValue(name, out byte[]? old) ? old.Length : 0;
        if (UsedBytes - before + kept.Length + content.Length > Capacity)
        {
            return false;
        }

        _files[name] = [.. kept, .. content];
        return true;
    }

    private void Leave(string name, byte[] kept, byte[] content, CutResidue residue, int bytes)
    {
        byte[] left = content[..Math.Min(bytes, content.Length)];
        switch (residue)
        {
            case CutResidue.Nothing:
                return;
            case CutResidue.Everything:
                _files[name] = [.. kept, .. content];
                return;
            case CutResidue.TornLastByte when left.Length > 0:
                left[^1] ^= 0x5A;
                break;
        }

        _files[name] = [.. kept, .. left];
    }

    private long Begin(FlashAction action, string name, byte[] content)
    {
        Check();
        Observer?.Invoke(new FlashOperation(Operations, action, name, content));
        return Operations++;
    }

    private void Check()
    {
        if (_isCut)
        {
            throw new PowerCutException();
        }
    }
}
