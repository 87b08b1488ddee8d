using System.Data.Common;
using System.Globalization;
using System.Text;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Stores;

/// <summary>
/// SPEC §20: a registry outgrows its file. Whatever table the file has by its own catalogue is row for row in the database after a move.
/// </summary>
[TestClass]
public sealed class EveryTableMovesTests : IDisposable
{
    // Nothing is ever taken away from it or changed in it: the audit log refuses that, and events are only added to.
    private static readonly string[] s_onlyAddedTo = ["audit", "events"];

    // The file's own: how far its tables are made, and what the move itself notes.
    private static readonly string[] s_ofTheFile = ["SchemaVersions", "moved"];

    private readonly SqliteTestStore _from = new();
    private readonly PostgresTestStore _to = new();

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [TestMethod]
    public void Whatever_table_there_is_goes_over_and_follows_what_is_changed_taken_away_and_added_meanwhile()
    {
        _from.Store.OpenForIngest().Dispose();
        Table[] tables = Tables();
        Assert.IsGreaterThan(40, tables.Length);
        Change(database => Array.ForEach(tables, table => Add(database, table, 1, 2, 3)));
        using (LedgerMove move = LedgerMove.Begin((SqliteStore)_from.Store, (PostgresStore)_to.Store))
        {
            move.CatchUp((_, _) => { });
            MustBeTheSame(tables, "after the first round");
            Change(database =>
            {
                foreach (Table table in tables.Reverse().Where(table => !s_onlyAddedTo.Contains(table.Name)))
                {
                    database.Execute($"DELETE FROM {table.Name} WHERE {table.Is(3)}");
                    string set = string.Join(", ", table.Columns.Where(column => column is { IsKey: false, RefersTo: null })
                        .Select(column => $"{column.Name} = {column.Value(table.Name, 7)}"));
                    database.Execute(set.Length == 0 ? "SELECT 1" : $"UPDATE {table.Name} SET {set} WHERE {table.Is(2)}");
                }

                Array.ForEach(tables, table => Add(database, table, 4));
            });
            move.CatchUp((_, _) => { });
            move.Close(1);
            move.CopyRest();
            move.Finish(2);
        }

        MustBeTheSame(tables, "in the end");
    }

    [TestMethod]
    public void What_is_numbered_goes_on_behind_what_was_moved()
    {
        _from.Store.OpenForIngest().Dispose();
        Change(database => Array.ForEach(Tables(), table => Add(database, table, 1, 2, 3)));
        using (LedgerMove move = LedgerMove.Begin((SqliteStore)_from.Store, (PostgresStore)_to.Store))
        {
            move.CatchUp((_, _) => { });
            move.Close(1);
            move.CopyRest();
            move.Finish(2);
        }

        string[] numbered = _to.Rows("SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE table_schema = "
            + "current_schema() AND is_identity = 'YES' AND table_name IN (SELECT tablename FROM pg_tables) ORDER BY 1");
        Assert.IsGreaterThan(20, numbered.Length);
        using LedgerDatabase next = _to.Store.OpenForChange();
        string[] behind = [.. numbered.Select(name => name.Split(' ')).Where(name => next.Number(
            $"SELECT nextval(pg_get_serial_sequence('{name[0]}', '{name[1]}')) - coalesce(max({name[1]}), 0) FROM {name[0]}") <= 0)
            .Select(name => name[0])];
        Assert.IsEmpty(behind, "the next row would have a number that one has already: " + string.Join(", ", behind));
    }

    // In the order in which one refers to another.
    private Table[] Tables()
    {
        List<Table> rest = [.. _from.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
            .Where(name => !s_ofTheFile.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(Look)];
        List<Table> ordered = [];
        while (rest.Count > 0)
        {
            Table next = rest.First(table => table.Columns.All(column => column.RefersTo is null || column.RefersTo == table.Name
                || ordered.Any(before => before.Name == column.RefersTo)));
            rest.Remove(next);
            ordered.Add(next);
        }

        return [.. ordered];
    }

    private Table Look(string name)
    {
        Dictionary<string, string> refers = _from.Rows($"SELECT \"from\", \"table\" FROM pragma_foreign_key_list('{name}')")
            .Select(row => row.Split(' ')).ToDictionary(row => row[0], row => row[1]);
        return new Table(name, [.. _from.Rows($"SELECT name, type, pk FROM pragma_table_info('{name}')").Select(row => row.Split(' '))
            .Select(row => new Column(row[0], row[1], row[2] != "0", refers.GetValueOrDefault(row[0])))]);
    }

    private static void Add(LedgerDatabase database, Table table, params int[] rows)
    {
        foreach (int row in rows)
        {
            database.Execute($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(column => column.Name))}) VALUES "
                + $"({string.Join(", ", table.Columns.Select(column => column.Value(table.Name, row)))})");
        }
    }

    private void Change(Action<LedgerDatabase> change)
    {
        using LedgerDatabase database = _from.Store.OpenForChange();
        change(database);
    }

    // A column or a table that the database lacks makes the question itself fail.
    private void MustBeTheSame(Table[] tables, string when)
    {
        using LedgerDatabase from = _from.Store.OpenForReading();
        using LedgerDatabase to = _to.Store.OpenForReading();
        foreach (Table table in tables)
        {
            string question = $"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {table.Name}"
                + (table.Name == "counters" ? " WHERE name LIKE 'counters%'" : string.Empty);
            string[] before = RowsOf(from, question);
            Assert.IsNotEmpty(before, table.Name);
            CollectionAssert.AreEqual(before, RowsOf(to, question), $"{table.Name} {when}");
        }
    }

    private static string[] RowsOf(LedgerDatabase database, string question)
    {
        using Statement statement = database.Prepare(question);
        using DbDataReader rows = statement.Rows();
        List<string> all = [];
        while (rows.Read())
        {
            all.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i) switch
            {
                DBNull => "-",
                byte[] bytes => Convert.ToHexString(bytes),
                object cell => Convert.ToString(cell, CultureInfo.InvariantCulture),
            })));
        }

        return [.. all.Order(StringComparer.Ordinal)];
    }

    private sealed record Column(string Name, string Type, bool IsKey, string? RefersTo)
    {
        // Each row's values are its own, so that no index finds two alike; what refers to another row names one that stays.
        public string Value(string table, int row) => (RefersTo, Type) switch
        {
            (null, "INTEGER") => string.Create(CultureInfo.InvariantCulture, $"{row}"),
            (not null, "INTEGER") => IsKey ? string.Create(CultureInfo.InvariantCulture, $"{row}") : "1",
            (_, "BLOB") => $"x'{Convert.ToHexString(Encoding.UTF8.GetBytes($"{table} 字节 {row}"))}'",
            _ => $"'{table} {Name} 内蒙古 {row}'",
        };
    }

    private sealed record Table(string Name, Column[] Columns)
    {
        // Its key by the catalogue: for a table without one, its first column.
        public string Is(int row) => string.Join(" AND ", Columns.Where(column => column.IsKey).DefaultIfEmpty(Columns[0])
            .Select(column => $"{column.Name} = {column.Value(Name, row)}"));
    }
}
