using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// Whether half a record, as a power cut leaves it, or a file that ends although there was room for the next record (flash refused it then,
/// or reads it short now) holds back how far flash knows a severity to be done with. What was found behind it is
/// sent, and sent once more after a restart, under the same number, which SPEC §11 allows: an event is delivered at least once, and the
/// registry removes doubles. What it does not allow is to lose one: half a record and a file that was read short look the same, and a read
/// that fails is no loss. So the firmware believes the end only when it has read the same for ten minutes, or in more than eight boots in
/// a row (STORAGE.md); from then on nothing may come twice here either.
/// </summary>
/// <param name="flash">What the flash holds, whatever is read of it.</param>
/// <param name="timeline">Knows the virtual time.</param>
internal sealed class TornEnds(SimulatedFlash flash, Timeline timeline)
{
    // Read every 5 s, it must have read the same 120 times; then the cursor is written.
    private const int BelievedMs = (121 * Outbox.RetryMs) + EventBook.AcknowledgementDurableMs;
    private const int MaxBoots = 8;

    private readonly int[] _boots = new int[(int)Severity.Emergency + 1];
    private readonly string[] _found = new string[(int)Severity.Emergency + 1];
    private Func<long, bool> _isDone = _ => false;
    private long _beganMs;
    private bool _isRunning;

    /// <summary>A boot begins.</summary>
    /// <param name="isReadable">Whether flash answers: else nobody knows how many boots there were.</param>
    /// <param name="isDone">Whether flash knows that an event is done with: what stands before one that is holds up nothing.</param>
    public void Begin(bool isReadable, Func<long, bool> isDone)
    {
        _isDone = isDone;
        _beganMs = timeline.NowMs;
        _isRunning = true;
        for (int i = 0; i < _boots.Length; i++)
        {
            // In a row are those that found the same. One that misread something has found something else, and so has the next.
            string found = Torn((Severity)i);
            _boots[i] = found.Length == 0 ? 0 : isReadable && found == _found[i] ? _boots[i] + 1 : 1;
            _found[i] = isReadable ? found : string.Empty;
        }
    }

    /// <summary>The power is gone. A boot that had not the time to count itself is none of those in a row.</summary>
    /// <param name="isFlashSound">Whether flash had taken everything.</param>
    public void End(bool isFlashSound)
    {
        bool isCounted = isFlashSound && timeline.NowMs - _beganMs > EventBook.AcknowledgementDurableMs;
        for (int i = 0; i < _boots.Length && _isRunning && !isCounted; i++)
        {
            _boots[i] -= Math.Sign(_boots[i]);
        }

        _isRunning = false;
    }

    /// <summary>
    /// Whether one holds a severity up now: one found at the start, or when the files were opened anew because they had read wrong.
    /// </summary>
    /// <param name="severity">The severity.</param>
    /// <param name="readsSettledMs">Since when flash has answered every read as it should.</param>
    /// <returns><c>true</c> when what was acknowledged in this boot may come once more.</returns>
    public bool HoldUp(Severity severity, long readsSettledMs) =>
        (_boots[(int)severity] is > 0 and <= MaxBoots || (readsSettledMs > _beganMs && Torn(severity).Length > 0))
            && timeline.NowMs - Math.Max(_beganMs, readsSettledMs) < BelievedMs;

    /// <summary>Whether an event stands on flash.</summary>
    /// <param name="key">Its key.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool Holds(long key) => flash.Names.Where(name => name.StartsWith("out-", StringComparison.Ordinal)).Select(flash.ContentOf)
        .Any(bytes => Holds(bytes, key));

    private static bool Holds(byte[] bytes, long key)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int length = OutboxRecord.LengthOf(bytes, at);
            if (length > 0 && OutboxRecord.KeyAt(bytes, at) == key)
            {
                return true;
            }

            length = length == 0 ? OutboxRecord.StepOver(bytes, at) : length;
            at = length == 0 ? bytes.Length : at + length;
        }

        return false;
    }

    // Names and lengths of the files that end early or in half a record; of those before one that begins with what is done with none
    // counts. What stands twice, because flash refused it and left it all the same, says nothing of the file before.
    private string Torn(Severity severity)
    {
        string torn = string.Empty;
        string before = string.Empty;
        int room = 0;
        long last = 0;
        foreach (string name in flash.Names.Where(name => OutboxSegment.IsName(name, severity)))
        {
            byte[] bytes = flash.ContentOf(name);
            int first = 0;
            int at = 0;
            while (OutboxRecord.LengthOf(bytes, at) is > 0 and int length)
            {
                bool isNew = OutboxRecord.KeyAt(bytes, at) > last;
                first = isNew && first == 0 ? length : first;
                last = isNew ? OutboxRecord.KeyAt(bytes, at) : last;
                at += length;
            }

            torn = at > 0 && _isDone(OutboxRecord.KeyAt(bytes, 0)) ? string.Empty : first > 0 && first <= room ? torn + before : torn;

            before = $"{name}:{bytes.Length} ";
            room = at == bytes.Length ? OutboxSegment.MaxBytes - at : 0;
            torn = at < bytes.Length ? torn + before : torn;
        }

        return torn;
    }
}
