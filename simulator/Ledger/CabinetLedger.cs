using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>Keeps in the database what each cabinet said last of itself.</summary>
internal sealed class CabinetLedger : IDisposable
{
    private static readonly (MessageKind Kind, string Column)[] s_columns =
    [
        (MessageKind.About, "about"), (MessageKind.State, "state"), (MessageKind.Online, "online"), (MessageKind.Telemetry, "telemetry"),
    ];

    private readonly Statement _add;
    private readonly Statement _seen;
    private readonly Statement _general;
    private readonly Statement _forget;
    private readonly Dictionary<MessageKind, Statement> _put;
    private readonly int _wakeHours;

    /// <summary>Initializes a new instance of the <see cref="CabinetLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    public CabinetLedger(LedgerDatabase database, int wakeHours)
    {
        _wakeHours = wakeHours;
        _add = database.Prepare(
            "INSERT INTO cabinets (id, topic, prefecture, county, sector, first_seen) VALUES ($1, $2, $3, $4, $5, $6) RETURNING no", 6);
        _seen = database.Prepare("UPDATE cabinets SET last_seen = $2 WHERE no = $1", 2);
        _general = database.Prepare(
            "UPDATE cabinets SET topic = $2, prefecture = $3, county = $4, sector = $5, withdrawn = $6, sleeps = $7, offline_since = $8, "
                + "state_fault = $9, state_fault_received = $10 WHERE no = $1",
            10);
        _forget = database.Prepare(
            "UPDATE cabinets SET about_sequence = NULL, state_sequence = NULL, online_sequence = NULL WHERE no = $1", 1);
        _put = s_columns.ToDictionary(
            item => item.Kind,
            item => HasSequence(item.Kind)
                ? database.Prepare(
                    $"UPDATE cabinets SET {item.Column} = $2, {item.Column}_received = $3, {item.Column}_sequence = $4 WHERE no = $1", 4)
                : database.Prepare($"UPDATE cabinets SET {item.Column} = $2, {item.Column}_received = $3 WHERE no = $1", 3));
    }

    /// <summary>Enters a cabinet that has not spoken before.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>It.</returns>
    public CabinetFile Add(CabinetTopic topic, long nowMs)
    {
        long no = _add.Number(topic.Cabinet, topic.Base, topic.Prefecture, topic.County, topic.Sector, nowMs)!.Value;
        return new CabinetFile(no, new CabinetEntry(topic, _wakeHours)) { Stored = new StoredCabinet(topic.Base) };
    }

    /// <summary>Forgets under which numbers a cabinet's pictures came: they are of the stream of another prefecture.</summary>
    /// <param name="file">The cabinet.</param>
    public void ForgetSequences(CabinetFile file) => _forget.Run(file.No);

    /// <summary>Writes down what is new.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    public void Save(CabinetFile file, long nowMs)
    {
        foreach ((MessageKind kind, (byte[] payload, long receivedMs)) in file.NewMessages)
        {
            bool isCleared = payload.Length == 0;
            string? text = isCleared ? null : Encoding.UTF8.GetString(payload);
            long? received = isCleared ? null : receivedMs;
            if (HasSequence(kind))
            {
                _put[kind].Run(file.No, text, received, file.Sequences.TryGetValue(kind, out long sequence) ? sequence : null);
            }
            else
            {
                _put[kind].Run(file.No, text, received);
            }
        }

        file.NewMessages.Clear();
        CabinetTopic topic = file.Entry.Topic;
        StoredCabinet now = new(topic.Base, file.IsWithdrawn, file.Entry.Sleeps, file.OfflineSinceMs, file.Entry.Unreadable?.Why);
        if (now != file.Stored)
        {
            _general.Run(
                file.No, topic.Base, topic.Prefecture, topic.County, topic.Sector, file.IsWithdrawn, file.Entry.Sleeps, file.OfflineSinceMs,
                now.StateFault, file.Entry.Unreadable?.At.ToUnixTimeMilliseconds());
            file.Stored = now;
        }

        SaveLastSeen(file, nowMs);
    }

    /// <summary>
    /// Whether it is to be written down that a cabinet was heard of: what is on disk is of long ago, or of a clock that was ahead.
    /// </summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="seenMs">When it was heard of, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsLastSeenDue(CabinetFile file, long seenMs) =>
        Math.Abs(seenMs - file.StoredLastSeenMs) >= LedgerLimits.LastSeenEvery.TotalMilliseconds;

    /// <summary>Writes down when a cabinet was last heard of, every so often.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC: a cabinet whose clock is ahead was not heard of
    /// later.</param>
    public void SaveLastSeen(CabinetFile file, long nowMs)
    {
        if (file.Entry.LastSeen is { } seen && Math.Min(seen.ToUnixTimeMilliseconds(), nowMs) is long seenMs && IsLastSeenDue(file, seenMs))
        {
            _seen.Run(file.No, seenMs);
            file.StoredLastSeenMs = seenMs;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _add.Dispose();
        _seen.Dispose();
        _general.Dispose();
        _forget.Dispose();
        foreach (Statement statement in _put.Values)
        {
            statement.Dispose();
        }
    }

    // Telemetry passes through a cell, and no stream keeps it.
    private static bool HasSequence(MessageKind kind) => kind != MessageKind.Telemetry;
}
