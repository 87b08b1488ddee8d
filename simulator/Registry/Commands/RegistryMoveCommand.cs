using System.CommandLine;
using AedCabinet.Cell.Source;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry move</c>: moves the SQLite database into PostgreSQL while the registry runs.</summary>
internal static class RegistryMoveCommand
{
    private const string Description =
        "Moves the SQLite database into an empty PostgreSQL one while its registry runs: copies, follows what comes meanwhile, then closes "
            + "the file for good and copies the rest; the registry on it stops by itself, and the broker keeps what comes until one is "
            + "started with --store postgres. Ended at any point it goes on from there when it is run again. Exit code: 0 moved (or with "
            + "--no-switch copied) and clean, 1 verify is not clean, 2 wrong input.";

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<string> database = new("--database") { Description = "The registry's SQLite database.", HelpName = "FILE", Required = true };
        Option<string> to = new("--to")
        {
            Description = "Where to: an empty PostgreSQL database, \"Host=db.example;Database=aed;Username=registry\".",
            HelpName = "CONNECTION",
            Required = true,
        };
        Option<FileInfo?> passwordFile = new("--database-password-file")
        {
            Description = "A file with the password at PostgreSQL in its first line (otherwise PGPASSWORD, PGPASSFILE or ~/.pgpass).",
            HelpName = "FILE",
        };
        Option<bool> noSwitch = new("--no-switch")
        {
            Description = "Only copy what is there by now, and leave the file in use: what takes long is done before the switch.",
        };
        Option<bool> takeBack = new("--take-back")
        {
            Description = "Let the file be used again after a move that was not finished.",
        };
        Option<string> clientId = new("--client-id")
        {
            Description = "With --broker: under which id the registry will connect there.",
            HelpName = "ID",
            DefaultValueFactory = _ => RegistryCommand.DefaultClientId,
        };
        BrokerOptions broker = new(isRequired: false, "Another broker at which the registry will run from then on: it keeps from now on "
            + "what comes there, so that a bridge or the cabinets themselves may go over at once.");
        LanguageOption language = new();
        SourceOptions source = new(language);
        Command command = new("move", Description) { database, to, passwordFile, noSwitch, takeBack, clientId, language.Option };
        broker.AddTo(command);
        source.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(noSwitch) && result.GetValue(takeBack))
            {
                result.AddError("--take-back undoes what --no-switch has not done: use one of them.");
            }
        });
        command.SetAction(async (result, stop) =>
        {
            MoveReport report = new(
                new SqliteStore(StoreOptions.FileOf(result.GetValue(database)!)),
                StoreOptions.PostgresAt(result.GetValue(to)!, result.GetValue(passwordFile), "--to"),
                language.IsChinese(result));
            if (result.GetValue(takeBack))
            {
                return report.TakeBack();
            }

            if (source.Streams(result) is { Count: > 0 } streams)
            {
                await StreamReservation.MakeAsync(streams, stop);
                report.TellReserved(streams);
            }
            else if (broker.IsGiven(result))
            {
                await BrokerReservation.MakeAsync(broker.Access(result), result.GetValue(clientId)!, stop);
                report.TellReserved(broker.Access(result), result.GetValue(clientId)!);
            }

            return report.Move(!result.GetValue(noSwitch), stop);
        });
        return command;
    }
}
