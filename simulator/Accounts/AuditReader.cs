using System.Data.Common;
using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Ledger;

namespace AedCabinet.Accounts;

/// <summary>Reads the audit log.</summary>
public static class AuditReader
{
    /// <summary>Reads the newest entries.</summary>
    /// <param name="database">The database, which nobody else uses meanwhile.</param>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="skip">How many of them to pass over, 0 or more.</param>
    /// <param name="count">How many to give at most, 1 or more.</param>
    /// <returns>The entries, the newest first; a name that is kept no longer is given as its number.</returns>
    /// <exception cref="DbException">The database can't be read.</exception>
    public static IReadOnlyList<AuditEntry> Read(LedgerDatabase database, AuditFilter filter, int skip, int count) =>
        [.. Read(database, filter, null, skip, count).Select(line => line.Entry)];

    /// <summary>Reads the newest entries before one.</summary>
    /// <param name="database">The database, which nobody else uses meanwhile.</param>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="before">The number of the one; <c>null</c> for the newest there are.</param>
    /// <param name="count">How many to give at most, 1 or more.</param>
    /// <returns>The entries with their numbers, the newest first; a name that is kept no longer is given as its number.</returns>
    /// <exception cref="DbException">The database can't be read.</exception>
    public static IReadOnlyList<(long No, AuditEntry Entry)> Newest(LedgerDatabase database, AuditFilter filter, long? before, int count) =>
        Read(database, filter, before, 0, count);

    private static List<(long No, AuditEntry Entry)> Read(LedgerDatabase database, AuditFilter filter, long? before, int skip, int count)
    {
        List<object?> values = [];
        List<string> conditions = ["1 = 1"];
        Ask("w.name = ", filter.Who);
        Ask("a.cabinet = ", filter.Cabinet);
        Ask("a.allowed = ", filter.IsAllowed is { } isAllowed ? isAllowed ? 1L : 0L : null);
        Ask("a.at >= ", filter.Since?.ToUnixTimeMilliseconds());
        Ask("a.at < ", filter.Before?.ToUnixTimeMilliseconds());
        Ask("a.no < ", before);
        if (!string.IsNullOrEmpty(filter.Action))
        {
            values.Add(filter.Action);
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"substr(a.action, 1, length(${values.Count})) = ${values.Count}"));
        }

        values.Add(count);
        values.Add(skip);
        using Statement statement = database.Prepare(
            "SELECT a.at, a.who, w.name, a.origin, a.action, a.cabinet, a.allowed, a.detail, a.whom, m.name, a.no FROM audit a LEFT JOIN "
                + "audit_names w ON w.no = a.who LEFT JOIN audit_names m ON m.no = a.whom WHERE " + string.Join(" AND ", conditions)
                + string.Create(CultureInfo.InvariantCulture, $" ORDER BY a.no DESC LIMIT ${values.Count - 1} OFFSET ${values.Count}"),
            values.Count);
        using DbDataReader rows = statement.Rows([.. values]);
        List<(long, AuditEntry)> entries = [];
        while (rows.Read())
        {
            entries.Add((rows.GetInt64(10), ToEntry(rows)));
        }

        return entries;

        void Ask(string condition, object? value)
        {
            if (value is not null and not "")
            {
                values.Add(value);
                conditions.Add(condition + "$" + values.Count.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static AuditEntry ToEntry(DbDataReader row) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), Name(row, 1) ?? string.Empty, row.GetString(3), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5), row.GetInt64(6) != 0, row.IsDBNull(7) ? null : row.GetString(7), Name(row, 8));

    private static string? Name(DbDataReader row, int number) => row.IsDBNull(number) ? null
        : row.IsDBNull(number + 1) ? string.Create(CultureInfo.InvariantCulture, $"#{row.GetInt64(number)}") : row.GetString(number + 1);
}
