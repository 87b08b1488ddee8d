using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary>Tables of the registry's commands on the console.</summary>
internal static class RegistryTables
{
    private const int Columns = 140;

    /// <summary>Starts a table.</summary>
    /// <param name="columns">Its columns; those that begin with <c>#</c> hold numbers.</param>
    /// <returns>The table.</returns>
    public static Table Create(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
        {
            TableColumn made = new(new Text(column.TrimStart('#')));
            table.AddColumn(column.StartsWith('#') ? made.RightAligned() : made);
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cells">Its cells.</param>
    public static void Add(this Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    /// <summary>Prints a table.</summary>
    /// <param name="table">The table.</param>
    public static void Print(this Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Math.Max(console.Profile.Width, Columns);
        console.Write(table);
    }
}
