using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Api.Open;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using CsvHelper;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry audit</c>: who did what, when and from where.</summary>
internal static class RegistryAuditCommand
{
    private const int Piece = 1000;
    private const int DefaultCount = 100;
    private const int MostCount = 10_000_000;

    private static readonly string[] s_columns = ["at", "who", "from", "action", "cabinet", "allowed", "whom", "detail"];

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        StoreOptions store = new();
        Option<string?> who = new("--who") { Description = "Only what this account did.", HelpName = "NAME" };
        Option<string?> action = new("--action")
        {
            Description = "Only this: login, logout, command, contact.seen, emergency, refused or account.",
            HelpName = "WHAT",
        };
        Option<string?> cabinet = new("--cabinet") { Description = "Only with this cabinet.", HelpName = "ID" };
        Option<bool> refused = new("--refused") { Description = "Only what was not allowed." };
        Option<int?> days = new("--days") { Description = "Only of so many days up to now.", HelpName = "N" };
        Option<int> count = new("--count")
        {
            Description = "How many lines at most, the newest first.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultCount,
        };
        count.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int number) && number is < 1 or > MostCount)
            {
                result.AddError($"--count：请用1至{MostCount}。/ --count: use 1 to {MostCount}.");
            }
        });
        Option<bool> csv = new("--csv") { Description = "As CSV on standard output, times in UTC." };
        Command command = new("audit", "Who did what, when and from where, the newest first; the log can't be changed.")
        {
            who, action, cabinet, refused, days, count, csv,
        };
        store.AddTo(command);
        command.SetAction(result =>
        {
            AuditFilter filter = new()
            {
                Who = result.GetValue(who),
                Action = result.GetValue(action),
                Cabinet = result.GetValue(cabinet),
                IsAllowed = result.GetValue(refused) ? false : null,
                Since = result.GetValue(days) is { } number ? DateTimeOffset.UtcNow.AddDays(-Math.Clamp(number, 0, 36500)) : null,
            };
            using LedgerDatabase database = store.Store(result).OpenForReading();
            try
            {
                IEnumerable<AuditEntry> entries = Read(database, filter, result.GetValue(count));
                if (result.GetValue(csv))
                {
                    Write(Console.Out, entries);
                }
                else
                {
                    Print(entries);
                }
            }
            catch (DbException exception)
            {
                throw new UserErrorException($"{database.Name}: {exception.Message}", UserErrorException.Environment);
            }
        });
        return command;
    }

    /// <summary>Writes entries as CSV.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entries">The entries.</param>
    internal static void Write(TextWriter output, IEnumerable<AuditEntry> entries)
    {
        using CsvWriter csv = new(output, CultureInfo.InvariantCulture, leaveOpen: true);
        WriteRow(csv, s_columns);
        foreach (AuditEntry entry in entries)
        {
            WriteRow(csv, Cells(entry));
        }
    }

    private static IEnumerable<AuditEntry> Read(LedgerDatabase database, AuditFilter filter, int count)
    {
        // What comes meanwhile must not shift the pieces.
        filter = filter with { Before = DateTimeOffset.UtcNow };
        for (int read = 0; read < count;)
        {
            IReadOnlyList<AuditEntry> piece = AuditReader.Read(database, filter, read, Math.Min(Piece, count - read));
            foreach (AuditEntry entry in piece)
            {
                yield return entry;
            }

            read += piece.Count;
            if (piece.Count < Piece)
            {
                yield break;
            }
        }
    }

    private static void Print(IEnumerable<AuditEntry> entries)
    {
        Table table = RegistryTables.Create(s_columns);
        foreach (AuditEntry entry in entries)
        {
            table.Add(Cells(entry));
        }

        table.Print();
    }

    private static string[] Cells(AuditEntry entry) =>
    [
        entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Who, entry.From, entry.Action,
        entry.Cabinet ?? string.Empty, entry.IsAllowed ? "yes" : "no", entry.Whom ?? string.Empty, entry.Detail ?? string.Empty,
    ];

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (string cell in cells)
        {
            csv.WriteField(ExportCell.Text(cell));
        }

        csv.NextRecord();
    }
}
