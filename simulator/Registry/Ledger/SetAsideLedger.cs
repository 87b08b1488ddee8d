using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Registry.Ledger;

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
    /// <param name="connection">The database.</param>
    /// <param name="counters">Counts them.</param>
    public SetAsideLedger(SqliteConnection connection, LedgerCounters counters)
    {
        _insert = new Statement(connection, "INSERT INTO set_aside (topic, received, reason, payload, payload_bytes) VALUES (?1, ?2, ?3, ?4, ?5)", 5);
        _prune = new Statement(connection, "DELETE FROM set_aside WHERE no <= (SELECT max(no) FROM set_aside) - ?1", 1);
        _counters = counters;
    }

    /// <summary>Sets a message aside.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why, in one English sentence.</param>
    public void Take(ReceivedMessage message, string reason)
    {
        byte[] payload = message.Payload.Length <= LedgerLimits.SetAsideBytes ? message.Payload : message.Payload[..LedgerLimits.SetAsideBytes];
        _insert.Run(Cut(message.TopicText, MostTopicLength), message.ReceivedMs, Cut(reason, MostReasonLength), payload, message.Payload.Length);
        _counters.Count(LedgerCounters.SetAside);
        if (++_sincePruned >= PruneEvery)
        {
            _prune.Run(LedgerLimits.SetAsideRows);
            _sincePruned = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _prune.Dispose();
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
