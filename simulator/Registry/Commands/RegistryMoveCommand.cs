using System.CommandLine;
using System.Globalization;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry move</c>: copies the SQLite database into PostgreSQL, with <c>verify</c> before and after.</summary>
internal static class RegistryMoveCommand
{
    private const int Done = 0;
    private const int Findings = 1;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<string> database = new("--database") { Description = "The registry's SQLite database.", HelpName = "FILE", Required = true };
        Option<string> to = new("--to")
        {
            Description =
            "Where to: an empty PostgreSQL database, \"Host=db.example;Database=aed;Username=registry\".",
            HelpName = "CONNECTION",
            Required = true
        };
        Option<FileInfo?> passwordFile = new("--database-password-file")
        {
            Description =
            "A file with the password at PostgreSQL in its first line (otherwise PGPASSWORD, PGPASSFILE or ~/.pgpass).",
            HelpName = "FILE"
        };
        LanguageOption language = new();
        Command command = new(
            "move",
            "Copies the SQLite database into an empty PostgreSQL one: all or nothing; the file stays as it is. Stop the registry first: "
                + "the broker keeps what comes meanwhile. "
            + "Exit code: 0 copied and clean, 1 verify is not clean before or after, 2 wrong input.") { database, to, passwordFile,
                language.Option };
        command.SetAction(result => Move(
            new SqliteStore(StoreOptions.FileOf(result.GetValue(database)!)),
            StoreOptions.PostgresAt(result.GetValue(to)!, result.GetValue(passwordFile), "--to"),
            language.IsChinese(result)));
        return command;
    }

    private static int Move(SqliteStore from, PostgresStore to, bool isChinese)
    {
        LedgerReport before = LedgerCheck.Run(from, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Tell($"{from.Name}：{before.Events}条事件，核验{(before.IsClean ? "无问题" : "有问题")}",
            $"{from.Name}: {before.Events} events, verify is {(before.IsClean ? "clean" : "NOT clean")}");
        if (!before.IsClean)
        {
            Tell($"没有复制。请先用registry verify --database {from.Name}查看并解决。",
                $"Nothing was copied. See registry verify --database {from.Name}, and put it right first.");
            return Findings;
        }

        foreach ((string table, long rows) in LedgerMove.Run(from, to))
        {
            Tell($"  {table,-16} {rows}行", $"  {table,-16} {rows} rows");
        }

        LedgerReport after = LedgerCheck.Run(to, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        bool isSame = after.IsClean
            && (after.Events, after.Cabinets, after.Boots, after.MissingExplained, after.OpenEmergencies)
                == (before.Events, before.Cabinets, before.Boots, before.MissingExplained, before.OpenEmergencies);
        Tell($"{to.Name}：{after.Events}条事件，核验{(isSame ? "无问题" : "有问题")}",
            $"{to.Name}: {after.Events} events, verify is {(isSame ? "clean" : "NOT clean")}");
        if (!isSame)
        {
            Tell($"请用registry verify --store postgres查看；文件没有改动，可以继续使用。",
                $"See registry verify --store postgres; the file is as it was, and can be used on.");
            return Findings;
        }

        Tell($"今后用--store postgres启动管理系统，client-id不变；不要再用这个文件启动。",
            $"From now on start the registry with --store postgres and the same --client-id, and no more on the file.");
        return Done;

        void Tell(FormattableString zh, FormattableString en) =>
            Console.Out.WriteLine((isChinese ? zh : en).ToString(CultureInfo.InvariantCulture));
    }
}
