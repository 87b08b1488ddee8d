using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using AedCabinet.Alerting;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry on-call</c>: the lists of those who are told of what nobody has seen, as a table.</summary>
internal static class RegistryOnCallCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Command command = new("on-call", "The lists of those who are told of what nobody has seen (simulator/Registry/DUTY.md).");
        command.Subcommands.Add(CreateImport());
        command.Subcommands.Add(CreateExport());
        return command;
    }

    private static Command CreateImport()
    {
        Argument<FileInfo> file = new("FILE.csv") { Description = "The table, UTF-8; it takes the place of the whole list." };
        StoreOptions store = new();
        Command command = new("import", "Puts a table in the place of the list: all of it, or when a row can't be used nothing.") { file };
        store.AddTo(command);
        command.SetAction(result =>
        {
            IReadOnlyList<OnCallEntry> entries = OnCallFile.Read(result.GetValue(file)!);
            Guard(store.Store(result), book => book.Replace(entries));
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entries.Count}人值班 / {entries.Count} on call"));
            return 0;
        });
        return command;
    }

    private static Command CreateExport()
    {
        Argument<FileInfo> file = new("FILE.csv") { Description = "Where to; must not be there yet." };
        StoreOptions store = new();
        Command command = new("export", "Writes the list as a table, telephone numbers included.") { file };
        store.AddTo(command);
        command.SetAction(result =>
        {
            IReadOnlyList<OnCallEntry> entries = [];
            Guard(store.Store(result), book => entries = book.List());
            try
            {
                using StreamWriter writer = new(result.GetValue(file)!.Open(FileMode.CreateNew, FileAccess.Write));
                OnCallFile.Write(entries, writer);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UserErrorException($"{result.GetValue(file)!.Name}：写不了 / can't be written: {exception.Message}",
                    UserErrorException.WrongInput);
            }

            return 0;
        });
        return command;
    }

    private static void Guard(LedgerStore store, Action<OnCallBook> act)
    {
        using OnCallBook book = new(store);
        try
        {
            act(book);
        }
        catch (DbException exception)
        {
            throw new UserErrorException($"{store.Name}：值班表没有改动 / the list was not changed: {exception.Message}",
                UserErrorException.Environment);
        }
    }
}
