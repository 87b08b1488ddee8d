using System.Data.Common;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>Reads subscriptions and what belongs to them from the database's rows.</summary>
internal static class SubscriptionRows
{
    /// <summary>The columns of a subscription <c>s</c>.</summary>
    public const string Columns = "s.no, s.id, s.name, s.url, s.maker, s.filter, s.state, s.why, s.rate, s.made, s.since, s.tries, "
        + "s.next_at, s.taken, s.generation, s.secret, s.old_secret, s.old_until, s.list";

    /// <summary>How many they are.</summary>
    public const int Count = 19;

    /// <summary>The columns of a dead letter <c>d</c>.</summary>
    public const string LetterColumns =
        "d.no, d.event, d.type, d.chain, d.since, d.died, d.tries, d.why, d.asked, d.arrival, d.centre";

    /// <summary>The word of a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>It.</returns>
    public static string WordOf(SubscriptionState state) => state.ToString().ToLowerInvariant();

    /// <summary>A subscription.</summary>
    /// <param name="row">The row, which begins with <see cref="Columns"/>.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>It.</returns>
    public static Subscription Read(DbDataReader row, long nowMs)
    {
        List<string> secrets = [row.GetString(15)];
        if (!row.IsDBNull(16) && row.GetInt64(17) > nowMs)
        {
            secrets.Add(row.GetString(16));
        }

        return new Subscription(row.GetInt64(0), row.GetString(1), row.GetString(2), new Uri(row.GetString(3)), row.GetString(4),
            FeedFilter.Parse(row.GetString(5)), Enum.Parse<SubscriptionState>(row.GetString(6), ignoreCase: true))
        {
            Why = row.IsDBNull(7) ? null : row.GetString(7),
            Rate = row.IsDBNull(8) ? null : (int)row.GetInt64(8),
            Made = Time(row, 9),
            Since = Time(row, 10),
            Tries = (int)row.GetInt64(11),
            NextAt = Time(row, 12),
            Taken = row.IsDBNull(13) ? null : Time(row, 13),
            Generation = row.GetInt64(14),
            Change = row.GetInt64(18),
            Sealed = secrets,
        };
    }

    /// <summary>A dead letter.</summary>
    /// <param name="row">The row.</param>
    /// <param name="from">Where <see cref="LetterColumns"/> begin.</param>
    /// <returns>It.</returns>
    public static DeadLetter ReadLetter(DbDataReader row, int from = 0) => new(
        row.GetInt64(from), row.GetString(from + 1), row.GetString(from + 2), row.GetString(from + 3), Time(row, from + 4),
        Time(row, from + 5), (int)row.GetInt64(from + 6), row.IsDBNull(from + 7) ? null : row.GetString(from + 7),
        !row.IsDBNull(from + 8))
    {
        Arrival = row.IsDBNull(from + 9) ? null : row.GetInt64(from + 9),
        Centre = row.IsDBNull(from + 10) ? null : row.GetInt64(from + 10),
    };

    /// <summary>A moment in a cell.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column, which is not empty.</param>
    /// <returns>It.</returns>
    public static DateTimeOffset Time(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
