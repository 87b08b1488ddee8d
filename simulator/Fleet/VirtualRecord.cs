using System.Text;

namespace AedCabinet.Simulator.Fleet;

/// <summary>What one thread's cabinets of a virtual fleet did; the threads' records are added up at the end.</summary>
public sealed class VirtualRecord
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    // The fleet lives slice by slice, and asks for each slice's seconds at its end.
    private readonly int[] _connects = new int[VirtualFleet.SliceMs / 1000];

    /// <summary>Gets how many scans were run.</summary>
    public long Scans { get; private set; }

    /// <summary>Gets how many messages reached the broker.</summary>
    public long Messages { get; private set; }

    /// <summary>Gets how many bytes of payload they had.</summary>
    public long Bytes { get; private set; }

    /// <summary>Gets the bytes of the largest event.</summary>
    public int LargestEvent { get; private set; }

    /// <summary>Gets the bytes of the largest state.</summary>
    public int LargestState { get; private set; }

    /// <summary>Gets how often a cabinet tried to connect.</summary>
    public long Attempts { get; private set; }

    /// <summary>Gets how many of the attempts succeeded.</summary>
    public long Connections { get; private set; }

    /// <summary>Gets how many boots began.</summary>
    public long Boots { get; private set; }

    /// <summary>Gets how long cabinets were ready, in milliseconds of virtual time, all of them together.</summary>
    public long ReadyMs { get; private set; }

    /// <summary>Gets how long cabinets ran, in milliseconds of virtual time, all of them together.</summary>
    public long RunMs { get; private set; }

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
    public void NoteConnect(long nowMs)
    {
        Connections++;
        _connects[nowMs % VirtualFleet.SliceMs / 1000]++;
    }

    /// <summary>Adds how many cabinets connected in each second of the slice that is over, and begins the next.</summary>
    /// <param name="connects">Receives them, a second each.</param>
    public void TakeConnects(int[] connects)
    {
        for (int i = 0; i < connects.Length; i++)
        {
            connects[i] += _connects[i];
            _connects[i] = 0;
        }
    }

    /// <summary>Notes a message that reached the broker.</summary>
    /// <param name="nowMs">When.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="text">The message.</param>
    public void NoteMessage(long nowMs, string topic, string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        Messages++;
        Bytes += bytes;
        LargestEvent = topic.EndsWith("/event", StringComparison.Ordinal) ? Math.Max(LargestEvent, bytes) : LargestEvent;
        LargestState = topic.EndsWith("/state", StringComparison.Ordinal) ? Math.Max(LargestState, bytes) : LargestState;
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
        Bytes += other.Bytes;
        LargestEvent = Math.Max(LargestEvent, other.LargestEvent);
        LargestState = Math.Max(LargestState, other.LargestState);
        Attempts += other.Attempts;
        Connections += other.Connections;
        Boots += other.Boots;
        ReadyMs += other.ReadyMs;
        RunMs += other.RunMs;
        Fingerprint = unchecked(Fingerprint + other.Fingerprint);
    }

    // A sum does not depend on the order.
    private void Mix(ulong value) => Fingerprint = unchecked(Fingerprint + (value * FnvPrime));
}
