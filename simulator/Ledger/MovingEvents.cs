using System.Data.Common;
using NpgsqlTypes;

namespace AedCabinet.Ledger;

/// <summary>Copies the events, which are only ever added: each once, in the order of their numbers of arrival.</summary>
/// <param name="source">Where from, held in one picture by whoever asks.</param>
/// <param name="target">Where to, in a step.</param>
internal sealed class MovingEvents(LedgerDatabase source, PostgresDatabase target)
{
    private const string Table = "events";

    private readonly List<MovingColumn> _columns = MovingColumn.Of(source, target, Table);

    /// <summary>Copies those that came next.</summary>
    /// <param name="atMost">How many at most.</param>
    /// <returns>How many there were.</returns>
    public int Copy(int atMost)
    {
        string names = string.Join(", ", _columns.Select(column => column.Name));
        using Statement next = source.Prepare($"SELECT {names} FROM {Table} WHERE arrival > $1 ORDER BY arrival LIMIT $2", 2);
        using DbDataReader rows = next.Rows(target.Number($"SELECT max(arrival) FROM {Table}"), atMost);
        int copied = 0;
        using (MovingRows copy = new(target, Table, _columns))
        {
            for (; rows.Read(); copied++)
            {
                copy.Write(_columns.Select((column, i) => column.Read(rows, i)));
            }

            copy.Complete();
        }

        target.NoteWritten(copied);
        return copied;
    }
}
