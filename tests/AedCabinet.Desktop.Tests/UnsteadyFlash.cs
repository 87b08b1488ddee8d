using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// An outbox's flash that refuses, fails to read and loses its power when a story says so, and tells a model what is written.
/// </summary>
/// <param name="model">Told of every event that is added.</param>
/// <param name="maxReadsRefusedInARow">How often one stream's files at most can't be read in a row.</param>
internal sealed class UnsteadyFlash(OutboxModel model, int maxReadsRefusedInARow) : IStorage
{
    private readonly int[] _readsRefused = new int[(int)Severity.Emergency + 1];
    private readonly HashSet<string> _spoiltFiles = [];
    private readonly HashSet<(string Name, int Bit)> _spoiltBits = [];
    private readonly HashSet<(string Name, long Key)> _completed = [];
    private readonly Dictionary<Severity, long> _unreadAtMs = [];
    private long _refusedFrom;
    private long _refusedUntil;

    /// <summary>Gets what is really there.</summary>
    public SimulatedFlash Content { get; } = new();

    /// <summary>Gets or sets how many of the next reads of events fail.</summary>
    public int ReadsToRefuse { get; set; }

    /// <summary>Gets or sets a value indicating whether the storage thread is at work.</summary>
    public bool IsStoring { get; set; }

    /// <summary>Gets or sets the time of the board, in milliseconds.</summary>
    public long NowMs { get; set; }

    /// <summary>
    /// Gets the severities of which a read has failed and that need not have been read again yet: that is tried again by time (SPEC §11).
    /// </summary>
    public IReadOnlySet<Severity> Unread => _unreadAtMs.Where(each => NowMs - each.Value < Outbox.RetryMs)
        .Select(each => each.Key).ToHashSet();

    /// <summary>Gets or sets what happens in the middle of the next operation.</summary>
    public Action? Meanwhile { get; set; }

    /// <summary>Gets a value indicating whether anything was refused since <see cref="BeginStore"/>.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Gets a value indicating whether an event was refused since <see cref="BeginStore"/>.</summary>
    public bool IsAppendRefused { get; private set; }

    public void BeginStore() => IsRefused = IsAppendRefused = false;

    public void RefuseFrom(int operationsFromNow, int count, CutResidue residue)
    {
        _refusedFrom = Content.Operations + operationsFromNow;
        _refusedUntil = _refusedFrom + count;
        Content.Refuses = operation => operation >= _refusedFrom && operation < _refusedUntil;
        Content.RefusalResidue = residue;
    }

    public void CutAt(int operationsFromNow, int bytes, CutResidue residue)
    {
        Content.CutAtOperation = Content.Operations + operationsFromNow;
        Content.CutAfterBytes = bytes;
        Content.CutResidue = residue;
    }

    public void Steady()
    {
        Content.Restore();
        Content.Refuses = _ => false;
        ReadsToRefuse = 0;
        IsStoring = false;
        Meanwhile = null;
    }

    /// <summary>Spoils a bit of a file of events, and with it what stands behind.</summary>
    /// <param name="file">Which file, modulo the number of files.</param>
    /// <param name="bit">Which bit, modulo the number of bits.</param>
    public void Spoil(int file, int bit)
    {
        string[] names = [.. Content.Names.Where(name => name.StartsWith("out-", StringComparison.Ordinal) && Content.LengthOf(name) > 0)];
        if (names.Length > 0)
        {
            string name = names[file % names.Length];
            bit %= Content.LengthOf(name) * 8;
            if (_spoiltBits.Add((name, bit)))
            {
                _spoiltFiles.Add(name);
                model.Spoil(RecordsOf(name).Where(record => record.End > bit / 8).Select(record => record.Key));
                Content.FlipBit(name, bit);
            }
        }
    }

    public FlashAnswer Read(string name, out byte[] content)
    {
        if (name.StartsWith("out-", StringComparison.Ordinal) && Content.Names.Contains(name))
        {
            Severity severity = SeverityOf(name);
            if (ReadsToRefuse > 0 && _readsRefused[(int)severity] < maxReadsRefusedInARow)
            {
                ReadsToRefuse--;
                _readsRefused[(int)severity]++;
                _unreadAtMs[severity] = NowMs;
                NoteUnread(name);
                content = null!;
                return FlashAnswer.Failed;
            }

            // Timed reads of the storage thread don't end the link's count, which passes a file that failed five times.
            _readsRefused[(int)severity] = IsStoring ? _readsRefused[(int)severity] : 0;
        }

        return Content.Read(name, out content);
    }

    public bool TryWrite(string name, byte[] content)
    {
        model.EndAppends(IsAppendRefused);
        return NoteResult(Content.TryWrite(name, content));
    }

    public bool TryAppend(string name, byte[] content)
    {
        model.BeginAppend(OutboxRecord.KeyAt(content, 0), _spoiltFiles.Contains(name));
        Meanwhile?.Invoke();
        Meanwhile = null;
        bool isDone = Content.TryAppend(name, content);
        model.EndAppend(isDone);
        if (isDone)
        {
            _completed.Add((name, OutboxRecord.KeyAt(content, 0)));
        }

        IsAppendRefused |= !isDone;
        return NoteResult(isDone);
    }

    public bool TryDelete(string name)
    {
        if (name.StartsWith("out-", StringComparison.Ordinal) && !_spoiltFiles.Contains(name))
        {
            OutboxCursor cursor = new(Content);
            cursor.Read();
            bool isNeeded = RecordsOf(name)
                .Exists(record => _completed.Contains((name, record.Key)) && record.Key > cursor.KeyOf(SeverityOf(name)));
            Assert.IsFalse(isNeeded, name + " was deleted before the cursor on flash was past it");
        }

        return NoteResult(Content.TryDelete(name));
    }

    public bool TryList(out string[] names) => Content.TryList(out names);

    private static Severity SeverityOf(string name) => (Severity)(name[4] - '0');

    private bool NoteResult(bool isDone)
    {
        IsRefused |= !isDone;
        return isDone;
    }

    // A read that fails more often than it is retried counts as spoilt.
    private void NoteUnread(string name)
    {
        if (maxReadsRefusedInARow == int.MaxValue)
        {
            model.Spoil(RecordsOf(name).Select(record => record.Key));
            _spoiltFiles.Add(name);
        }
    }

    private List<(long Key, int End)> RecordsOf(string name)
    {
        List<(long Key, int End)> records = [];
        if (Content.Read(name, out byte[] bytes) == FlashAnswer.Found)
        {
            for (int at = 0; OutboxRecord.LengthOf(bytes, at) is int length and > 0; at += length)
            {
                records.Add((OutboxRecord.KeyAt(bytes, at), at + length));
            }
        }

        return records;
    }
}
