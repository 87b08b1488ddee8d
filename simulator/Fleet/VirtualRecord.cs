namespace AedCabinet.Simulator.Fleet;

/// <summary>What one thread's cabinets of a virtual fleet did; the threads' records are added up at the end.</summary>
public sealed class VirtualRecord
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private readonly int[] _connects;

    /// <summary>Initializes a new instance of the <see cref="VirtualRecord"/> class.</summary>
    /// <param name="lengthMs">How long the run is, in milliseconds of virtual time.</param>
    public VirtualRecord(long lengthMs)
    {
        _connects = new int[(lengthMs / 1000) + 1];
    }

    /// <summary>Gets how many scans were run.</summary>
    public long Scans { get; private set; }

    /// <summary>Gets how many messages reached the broker.</summary>
    public long Messages { get; private set; }

    /// <summary>Gets how many bytes of payload they had, in UTF-8 of which most is ASCII: counted as characters.</summary>
    public long Characters { get; private set; }

    /// <summary>Gets how often a cabinet tried to connect.</summary>
    public long Attempts { get; private set; }

    /// <summary>Gets how many boots began.</summary>
    public long Boots { get; private set; }

    /// <summary>Gets how long cabinets were ready, in milliseconds of virtual time, all of them together.</summary>
    public long ReadyMs { get; private set; }

    /// <summary>Gets how long cabinets ran, in milliseconds of virtual time, all of them together.</summary>
    public long RunMs { get; private set; }

    /// <summary>Gets how many cabinets connected in each second of virtual time.</summary>
    public IReadOnlyList<int> Connects => _connects;

    /// <summary>Gets the sum of the cabinets' fingerprints: the same seed has the same one, whatever the threads did when.</summary>
    public ulong Fingerprint { get; private set; }

    /// <summary>Notes an attempt to connect.</summary>
    /// <param name="nowMs">When.</param>
    public void NoteAttempt(long nowMs)
    {
        Attempts++;
        Mix(unchecked((ulong)nowMs));
    }

    /// <summary>Notes a connection.</summary>
    /// <param name="nowMs">When.</param>
    public void NoteConnect(long nowMs) => _connects[Math.Min(nowMs / 1000, _connects.Length - 1)]++;

    /// <summary>Notes a message that reached the broker.</summary>
    /// <param name="nowMs">When.</param>
    /// <param name="text">The message.</param>
    public void NoteMessage(long nowMs, string text)
    {
        Messages++;
        Characters += text.Length;
        ulong hash = unchecked((FnvOffset ^ (ulong)nowMs) * FnvPrime);
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * FnvPrime);
        }

        Mix(hash);
    }

    /// <summary>Notes a scan.</summary>
    /// <param name="sinceMs">How long it is since the one before, in milliseconds.</param>
    /// <param name="wasReady">Whether the cabinet was ready since then.</param>
    public void NoteScan(long sinceMs, bool wasReady)
    {
        Scans++;
        RunMs += sinceMs;
        ReadyMs += wasReady ? sinceMs : 0;
    }

    /// <summary>Notes a boot.</summary>
    public void NoteBoot() => Boots++;

    /// <summary>Adds another thread's record.</summary>
    /// <param name="other">The other.</param>
    public void Add(VirtualRecord other)
    {
        Scans += other.Scans;
        Messages += other.Messages;
        Characters += other.Characters;
        Attempts += other.Attempts;
        Boots += other.Boots;
        ReadyMs += other.ReadyMs;
        RunMs += other.RunMs;
        Fingerprint = unchecked(Fingerprint + other.Fingerprint);
        for (int i = 0; i < _connects.Length; i++)
        {
            _connects[i] += other._connects[i];
        }
    }

    // A sum does not depend on the order.
    private void Mix(ulong value) => Fingerprint = unchecked(Fingerprint + (value * FnvPrime));
}
