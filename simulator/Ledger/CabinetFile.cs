using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>What the registry holds in memory of one cabinet, and what of it is not on disk yet.</summary>
/// <param name="no">Its number in the database.</param>
/// <param name="entry">What is known of it.</param>
public sealed class CabinetFile(long no, CabinetEntry entry)
{
    private readonly List<SeqBook> _boots = [];
    private SeqBook? _latest;

    /// <summary>Gets its number in the database.</summary>
    public long No { get; } = no;

    /// <summary>Gets what is known of it.</summary>
    public CabinetEntry Entry { get; } = entry;

    /// <summary>Gets the numbers of its boots that are in memory, the latest used last.</summary>
    public IReadOnlyList<SeqBook> Boots => _boots;

    /// <summary>Gets its latest messages that are not on disk yet; an empty one has been cleared.</summary>
    public Dictionary<MessageKind, (byte[] Payload, long ReceivedMs)> NewMessages { get; } = [];

    /// <summary>Gets the numbers in the broker's stream under which its pictures came; none without a stream.</summary>
    public Dictionary<MessageKind, long> Sequences { get; } = [];

    /// <summary>Gets its open emergencies as the database has them.</summary>
    public Dictionary<string, (long SinceMs, bool IsKnown)> StoredOpen { get; } = [];

    /// <summary>Gets or sets the highest number that a state of each boot claims and that is not on disk yet.</summary>
    public Dictionary<int, (int Seq, long ReceivedMs)> NewClaims { get; } = [];

    /// <summary>Gets or sets how it is now, as the database has it; <c>null</c> before its first state.</summary>
    public ReadinessSpan? Readiness { get; set; }

    /// <summary>Gets or sets when its state came, in milliseconds since 1970-01-01 UTC.</summary>
    public long StateReceivedMs { get; set; }

    /// <summary>Gets or sets since when it has been offline, in milliseconds since 1970-01-01 UTC; <c>null</c> while it is not.</summary>
    public long? OfflineSinceMs { get; set; }

    /// <summary>Gets or sets when it was last heard of, as the database has it.</summary>
    public long StoredLastSeenMs { get; set; }

    /// <summary>Gets or sets what the database has of it beside its messages.</summary>
    public required StoredCabinet Stored { get; set; }

    /// <summary>Gets or sets the signs of two boards as the database has them; <c>null</c> for none.</summary>
    public BoardConflict? StoredConflict { get; set; }

    /// <summary>Gets what could not be used in its latest message of each kind, so that it is told once and not with every one.</summary>
    public Dictionary<MessageKind, string> Notes { get; } = [];

    /// <summary>Gets or sets a value indicating whether everything that was retained of it has been cleared.</summary>
    public bool IsWithdrawn { get; set; }

    /// <summary>Gets or sets a value indicating whether it ever told of lost events.</summary>
    public bool HasLosses { get; set; }

    /// <summary>Gets or sets a value indicating whether something but its last sign of life is to be written down.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Gets or sets a value indicating whether its missing numbers are to be explained anew.</summary>
    public bool IsToBeExplained { get; set; }

    /// <summary>The numbers of a boot.</summary>
    /// <param name="boot">The number of the boot.</param>
    /// <returns>They, or <c>null</c> when they are not in memory.</returns>
    public SeqBook? FindBoot(int boot)
    {
        if (_latest?.Boot == boot)
        {
            return _latest;
        }

        for (int i = _boots.Count - 1; i >= 0; i--)
        {
            if (_boots[i].Boot == boot)
            {
                return _latest = _boots[i];
            }
        }

        return null;
    }

    /// <summary>Takes the numbers of a boot into memory.</summary>
    /// <param name="book">The numbers.</param>
    public void AddBoot(SeqBook book)
    {
        _boots.Add(book);
        _latest = book;
    }

    /// <summary>
    /// Forgets the numbers of the boots that came first, but for so many as may stay: everything of them must be on disk.
    /// </summary>
    public void TrimBoots()
    {
        if (_boots.Count > LedgerLimits.BootsInMemory)
        {
            _boots.RemoveRange(0, _boots.Count - LedgerLimits.BootsInMemory);
            _latest = null;
        }
    }

    /// <summary>Forgets the numbers of all boots; they are read again from the database when needed.</summary>
    public void ForgetBoots()
    {
        _boots.Clear();
        _latest = null;
    }
}
