using System.Data.Common;
using System.Text.Json;

namespace AedCabinet.Ledger;

/// <summary>Keeps the missing numbers in the database, and which of them the cabinet accounted for.</summary>
internal sealed class GapLedger : IDisposable
{
    /// <summary>Asks what a cabinet told of losses; see <see cref="ReadLosses"/>.</summary>
    public const string LossesSql = "SELECT boot, seq, data, arrival FROM events WHERE cabinet = $1 AND event = 'outbox.overflowed'";

    private readonly Statement _remove;
    private readonly Statement _put;
    private readonly Statement _all;
    private readonly Statement _losses;
    private readonly Statement _claim;

    /// <summary>Initializes a new instance of the <see cref="GapLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    public GapLedger(LedgerDatabase database)
    {
        _remove = database.Prepare("DELETE FROM gaps WHERE cabinet = $1 AND boot = $2 AND first = $3", 3);
        _put = database.Prepare("INSERT INTO gaps (cabinet, boot, first, last, since, explained_by) VALUES ($1, $2, $3, $4, $5, $6) "
            + "ON CONFLICT (cabinet, boot, first) DO UPDATE SET last = excluded.last, since = excluded.since, explained_by = "
            + "excluded.explained_by", 6);
        _all = database.Prepare("SELECT boot, first, last, since, explained_by FROM gaps WHERE cabinet = $1 ORDER BY boot, first", 1);
        _losses = database.Prepare(LossesSql, 1);
        _claim = database.Prepare(
            "INSERT INTO boots (cabinet, boot, claimed_seq, claimed_received) VALUES ($1, $2, $3, $4) ON CONFLICT (cabinet, boot) DO "
                + "UPDATE "
            + "SET claimed_seq = excluded.claimed_seq, claimed_received = excluded.claimed_received WHERE excluded.claimed_seq > "
            + "boots.claimed_seq",
            4);
    }

    /// <summary>What a cabinet told of losses.</summary>
    /// <param name="statement"><see cref="LossesSql"/>.</param>
    /// <param name="cabinet">The cabinet's number in the database.</param>
    /// <returns>The losses.</returns>
    public static List<ReportedLoss> ReadLosses(Statement statement, long cabinet)
    {
        using DbDataReader rows = statement.Rows(cabinet);
        List<ReportedLoss> losses = [];
        while (rows.Read())
        {
            losses.Add(new ReportedLoss(rows.GetInt32(0), rows.GetInt32(1), CountIn(rows.GetString(2)), rows.GetInt64(3)));
        }

        return losses;
    }

    /// <summary>Writes down what changed of a cabinet's numbers.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    public void Save(CabinetFile file, long nowMs)
    {
        foreach (SeqBook book in file.Boots.Where(book => book.IsChanged))
        {
            book.Tell(
                first => _remove.Run(file.No, book.Boot, first),
                gap => _put.Run(file.No, book.Boot, gap.First, gap.Last, gap.SinceMs, null));
        }

        foreach ((int boot, (int seq, long receivedMs)) in file.NewClaims)
        {
            _claim.Run(file.No, boot, seq, receivedMs);
        }

        file.NewClaims.Clear();
        if (file.IsToBeExplained)
        {
            Explain(file, nowMs);
            file.IsToBeExplained = false;
        }

        file.TrimBoots();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _remove.Dispose();
        _put.Dispose();
        _all.Dispose();
        _losses.Dispose();
        _claim.Dispose();
    }

    // What is no count counts as none, here as for whoever read the message.
    private static long CountIn(string data)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data);
            return CountIn(document.RootElement, "lost") + CountIn(document.RootElement, "spoilt");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }

    // Of a member that is there twice the first one counts.
    private static long CountIn(JsonElement data, string name) =>
        data.EnumerateObject().FirstOrDefault(member => member.NameEquals(name)).Value is { ValueKind: JsonValueKind.Number } told
            && told.TryGetInt64(out long count) && count is >= 0 and <= int.MaxValue ? count : 0;

    // Rare: only for a cabinet that lost something, and only when its missing numbers change. One that goes wrong and skips every
    // other number has tens of thousands of gaps, and must not hold up the others: no step here may grow with their square.
    private void Explain(CabinetFile file, long nowMs)
    {
        List<(MissingNumbers Numbers, long SinceMs)> stored = ReadGaps(file);
        Dictionary<(int, int), (MissingNumbers Numbers, long SinceMs)> obsolete = stored.ToDictionary(
            item => (item.Numbers.Boot, item.Numbers.First));
        int place = 0;
        foreach (MissingNumbers gap in GapExplanation.Assign(stored.Select(item => item.Numbers), ReadLosses(_losses, file.No)))
        {
            while (place < stored.Count && (stored[place].Numbers.Boot, stored[place].Numbers.Last).CompareTo((gap.Boot, gap.First)) < 0)
            {
                place++;
            }

            long? since = null;
            for (int i = place; i < stored.Count && stored[i].Numbers.Boot == gap.Boot && stored[i].Numbers.First <= gap.Last; i++)
            {
                since = Math.Min(since ?? long.MaxValue, stored[i].SinceMs);
            }

            if (!obsolete.Remove((gap.Boot, gap.First), out (MissingNumbers Numbers, long SinceMs) before) || before.Numbers != gap
                || before.SinceMs != since)
            {
                _put.Run(file.No, gap.Boot, gap.First, gap.Last, since ?? nowMs, gap.ExplainedBy);
            }
        }

        foreach ((int boot, int first) in obsolete.Keys)
        {
            _remove.Run(file.No, boot, first);
        }

        file.ForgetBoots();
    }

    private List<(MissingNumbers Numbers, long SinceMs)> ReadGaps(CabinetFile file)
    {
        using DbDataReader rows = _all.Rows(file.No);
        List<(MissingNumbers Numbers, long SinceMs)> gaps = [];
        while (rows.Read())
        {
            gaps.Add((new MissingNumbers(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt32(2), rows.IsDBNull(4) ? null : rows.GetInt64(4)),
                rows.GetInt64(3)));
        }

        return gaps;
    }

}
