
namespace AedCabinet.Ledger;

/// <summary>Keeps the emergencies in the database: since when each was open, and when it was closed.</summary>
internal sealed class EmergencyLedger : IDisposable
{
    private readonly Statement _open;
    private readonly Statement _correct;
    private readonly Statement _close;

    /// <summary>Initializes a new instance of the <see cref="EmergencyLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    public EmergencyLedger(LedgerDatabase database)
    {
        _open = database.Prepare(
            "INSERT INTO emergencies (cabinet, event, since, since_is_known, boot, seq) VALUES ($1, $2, $3, $4, $5, $6)", 6);
        _correct = database.Prepare(
            "UPDATE emergencies SET since = $3, since_is_known = $4, boot = $5, seq = $6 WHERE cabinet = $1 AND event = $2 AND closed "
                + "IS NULL", 6);
        _close = database.Prepare("UPDATE emergencies SET closed = $3 WHERE cabinet = $1 AND event = $2 AND closed IS NULL", 3);
    }

    /// <summary>Writes down what was opened and closed.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    public void Save(CabinetFile file, long nowMs)
    {
        Dictionary<string, (long SinceMs, bool IsKnown)> stored = file.StoredOpen;
        foreach (string name in stored.Keys.Where(name => !file.Entry.Open.Any(item => item.Event == name)).ToArray())
        {
            _close.Run(file.No, name, nowMs);
            stored.Remove(name);
        }

        foreach ((string name, DateTimeOffset since, bool isKnown, int boot, int seq) in file.Entry.Open)
        {
            (long, bool) now = (since.ToUnixTimeMilliseconds(), isKnown);
            if (!stored.TryGetValue(name, out (long, bool) before))
            {
                _open.Run(file.No, name, now.Item1, isKnown, boot, seq);
            }
            else if (before != now)
            {
                _correct.Run(file.No, name, now.Item1, isKnown, boot, seq);
            }

            stored[name] = now;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open.Dispose();
        _correct.Dispose();
        _close.Dispose();
    }
}
