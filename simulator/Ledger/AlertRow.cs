using System.Data.Common;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>How it is written down in the database that somebody was told.</summary>
internal static class AlertRow
{
    /// <summary>The columns of <see cref="Read"/>, of the table with the alias <c>a</c>.</summary>
    public const string Columns = "a.person, a.channel, a.taken, a.outcome, a.detail, a.attempt";

    private static readonly (AlertOutcome Outcome, string Word)[] s_words =
    [
        (AlertOutcome.Sent, "sent"),
        (AlertOutcome.Failed, "failed"),
        (AlertOutcome.Unknown, "unknown"),
        (AlertOutcome.Nobody, "nobody"),
    ];

    /// <summary>Reads a step.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Which of its cells is the first of <see cref="Columns"/>.</param>
    /// <returns>The step.</returns>
    public static AlertStep Read(DbDataReader row, int first) => new(
        row.GetString(first),
        row.GetString(first + 1),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(first + 2)),
        row.IsDBNull(first + 3) ? AlertOutcome.Sending : OutcomeOf(row.GetString(first + 3)),
        row.IsDBNull(first + 4) ? null : row.GetString(first + 4),
        row.GetInt64(first + 5) > 1);

    /// <summary>The word for an outcome.</summary>
    /// <param name="outcome">The outcome, not <see cref="AlertOutcome.Sending"/>.</param>
    /// <returns>The word.</returns>
    public static string WordOf(AlertOutcome outcome) => s_words.First(word => word.Outcome == outcome).Word;

    // What a newer program knows is not known here.
    private static AlertOutcome OutcomeOf(string word) =>
        Array.Find(s_words, known => known.Word == word) is { Word: not null } found ? found.Outcome : AlertOutcome.Unknown;
}
