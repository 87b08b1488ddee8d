using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>Keeps what could not be used, with the reason: bounded in number and size.</summary>
internal sealed class SetAsideLedger : IDisposable
{
    private const int MostReasonLength = 300;
    private const int MostTopicLength = 300;

    // Pruning every time would cost as much as the row itself.
    private const int PruneEvery = 100;

    private readonly Statement _insert;
    private readonly Statement _prune;
    private readonly LedgerCounters _counters;
    private int _sincePruned;

    /// <summary>Initializes a new instance of the <see cref="SetAsideLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    /// <param name="counters">Counts them.</param>
    public SetAsideLedger(LedgerDatabase database, LedgerCounters counters)
    {
        _insert = database.Prepare(
            "INSERT INTO set_aside (topic, received, reason, payload, payload_bytes, used) VALUES ($1, $2, $3, $4, $5, $6)", 6);
        _prune = database.Prepare("DELETE FROM set_aside WHERE no <= (SELECT max(no) FROM set_aside) - $1", 1);
        _counters = counters;
    }

    /// <summary>Sets a message aside.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why, in one English sentence.</param>
    public void Take(ReceivedMessage message, string reason)
    {
        Keep(message, reason, isUsed: false);
        _counters.Count(LedgerCounters.SetAside);
    }

    /// <summary>Keeps a message that was used, but for something in it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="note">What of it was not, in English sentences.</param>
    public void TakeInPart(ReceivedMessage message, string note)
    {
        Keep(message, SetAsideMessage.InPart + note, isUsed: true);
        _counters.Count(LedgerCounters.InPart);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _prune.Dispose();
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    private void Keep(ReceivedMessage message, string reason, bool isUsed)
    {
        byte[] payload = message.Payload.Length <= LedgerLimits.SetAsideBytes ? message.Payload
            : message.Payload[..LedgerLimits.SetAsideBytes];
        _insert.Run(Cut(message.TopicText, MostTopicLength), message.ReceivedMs, Cut(reason, MostReasonLength), payload,
            message.Payload.Length, isUsed ? 1 : 0);
        if (++_sincePruned >= PruneEvery)
        {
            _prune.Run(LedgerLimits.SetAsideRows);
            _sincePruned = 0;
        }
    }
}
