using System.CommandLine;
using AedCabinet.Alerting;
using AedCabinet.Care;
using AedCabinet.Cell.Source;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Registry.Service;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry</c>: the reference consumer, which keeps every event in a database and misses none.</summary>
public static class RegistryCommand
{
    /// <summary>
    /// So long may it take from Ctrl-C to the end: a cell on one machine has PostgreSQL to stop, and would outlive this program otherwise.
    /// </summary>
    public static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(1);

    /// <summary>Its name in the simulator's command line.</summary>
    public const string Name = "registry";

    /// <summary>The command under which those of a cell are.</summary>
    public const string Cell = "cell";

    /// <summary>Under which id a registry connects unless told otherwise.</summary>
    internal const string DefaultClientId = "registry";

    private const int MostWakeHours = 24;

    // In the order of RegistryRole.
    private static readonly string[] s_roles = ["all", "worker", "page"];

    private const string Description =
        "Keeps what all cabinets say in a database, a SQLite file or PostgreSQL: every event once, nothing confirmed to the broker before "
            + "it is on disk. With --provisioned, missing events are asked for again.";

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create() => Complete(new Command(Name, Description));

    /// <summary>Builds the command line of a registry that is a program of its own.</summary>
    /// <returns>The command.</returns>
    public static RootCommand CreateRoot() => Complete(new RootCommand(Description));

    private static T Complete<T>(T command)
        where T : Command
    {
        StoreOptions store = new();
        Option<string> clientId = new("--client-id")
        {
            Description = "Under which id the broker keeps the session; two registries at one broker need two.",
            HelpName = "ID",
            DefaultValueFactory = _ => DefaultClientId,
        };
        Option<int?> http = new("--http")
        {
            Description =
            "Serve the page at http://127.0.0.1:PORT, figures for Prometheus at /metrics and the state of health at /health/ready; 0 "
                + "takes any free port (default: not at all).",
            HelpName = "PORT"
        };
        Option<bool> pageCommands = new("--page-commands")
        {
            Description =
                "Let the page send commands, signed with the keys of --provisioned, for accounts whose role may command (registry "
                    + "user add).",
        };
        Option<string[]> pageOrigin = new("--page-origin")
        {
            Description =
                "Where a proxy serves the page, https://HOST: requests of pages from elsewhere are refused. May be given "
                    + "several times.",
            HelpName = "ORIGIN",
        };
        Option<FileInfo?> firstAid = new("--first-aid-texts")
        {
            Description = "The authority's own words, or further languages, for the public page of a label's QR code (simulator/Care).",
            HelpName = "FILE",
        };
        Option<string> role = new("--role")
        {
            Description =
                "all: everything in one process; worker: takes in what comes, as many as there are share the prefectures; page: serves the "
                    + "page from the database, in any number. Worker and page need --store postgres.",
            DefaultValueFactory = _ => s_roles[0],
        };
        role.AcceptOnlyFromAmong(s_roles);
        Option<int> lease = new("--lease")
        {
            Description =
                "For how many seconds a worker that shows nothing of itself keeps its prefectures, 2 to 60; the same for all workers. "
                    + "One that was killed is followed after a third of it.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => (int)LeaseTimes.Usual.Lasts.TotalSeconds,
        };
        lease.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int seconds) && seconds is < 2 or > 60)
            {
                result.AddError("--lease：请用2至60秒。/ --lease: use 2 to 60 seconds.");
            }
        });
        Option<FileInfo?> alerting = new("--alerting")
        {
            Description =
                "Tell those on call what nobody has seen, by mail and gateways: a JSON file (simulator/Registry/DUTY.md). Several "
                    + "processes may: each message is sent by one of them.",
            HelpName = "FILE",
        };
        Option<int> wakeHours = WakeHoursOption();
        LanguageOption language = new();
        BrokerOptions broker = new(isRequired: false);
        SourceOptions source = new(language);
        MapOptions map = new();
        PageOptions page = new();
        foreach (Option option in new Option[] { clientId, role, lease, http, pageCommands, pageOrigin, alerting, firstAid, wakeHours,
            language.Option })
        {
            command.Options.Add(option);
        }

        store.AddTo(command);
        broker.AddTo(command);
        source.AddTo(command);
        map.AddTo(command);
        page.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!broker.IsNamed(result) && result.GetValue(role) != s_roles[(int)RegistryRole.Page])
            {
                result.AddError("--broker HOST:PORT：请指定消息服务器（--role page不需要）。/ --broker HOST:PORT: name the MQTT broker, which only "
                    + "--role page does without.");
            }

            if (result.GetValue(pageCommands) && result.GetValue(http) is null)
            {
                result.AddError("--page-commands lets the page command: it needs --http PORT, which serves the page.");
            }
        });
        command.SetAction((result, stop) =>
        {
            CellAccess? cell = source.Cell(result, broker);
            return RegistryService.RunAsync(
                new RegistryServiceOptions(
                    !broker.IsNamed(result) ? null : cell is null ? broker.Access(result) : broker.Anonymous(result),
                    result.GetValue(clientId)!,
                    store.Store(result),
                    result.GetValue(http),
                    result.GetValue(wakeHours),
                    result.GetValue(pageCommands) ? broker.Keys(result) : null,
                    broker.HasKeys(result) ? broker.Keys(result) : null)
                {
                    FirstAidTexts = result.GetValue(firstAid) is { } texts ? FirstAidTexts.Read(texts) : FirstAidTexts.Shipped,
                    PageOrigins = result.GetValue(pageOrigin) ?? [],
                    Alerting = result.GetValue(alerting) is { } file ? AlertingFile.Read(file) : null,
                    Map = map.Settings(result),
                    Cell = cell,
                    Authority = page.Authority(result),
                    KeepPeople = page.KeepPeople(result),
                    FeedNetworks = page.FeedNetworks(result),
                    KeepIncidents = page.KeepIncidents(result),
                    Listening = result.GetValue(http) is { } port
                        ? page.Where(result, port, result.GetValue(pageOrigin) ?? [], TimeProvider.System,
                            words => Console.Error.WriteLine(words.In(language.IsChinese(result)))) : null,
                    Times = LeaseTimes.Of(TimeSpan.FromSeconds(result.GetValue(lease))),
                    Role = (RegistryRole)Array.IndexOf(s_roles, result.GetValue(role)),
                },
                TimeProvider.System,
                logging => logging.AddLogLines(language.IsChinese(result)),
                stop);
        });
        command.Subcommands.Add(RegistryVerifyCommand.Create());
        command.Subcommands.Add(RegistryFiguresCommand.CreateAvailability());
        command.Subcommands.Add(RegistryFiguresCommand.CreateCoverage());
        command.Subcommands.Add(RegistryExportCommand.Create());
        command.Subcommands.Add(RegistryReportCommand.Create());
        command.Subcommands.Add(RegistryDueCommand.Create());
        command.Subcommands.Add(RegistryNearestCommand.Create());
        command.Subcommands.Add(RegistrySendCommand.Create());
        command.Subcommands.Add(RegistryMoveCommand.Create());
        command.Subcommands.Add(RegistryOnCallCommand.Create());
        command.Subcommands.Add(RegistryCellCommand.Create());
        command.Subcommands.Add(RegistryUserCommand.Create());
        command.Subcommands.Add(RegistrySystemCommand.Create());
        command.Subcommands.Add(RegistryAuditCommand.Create());
        return command;
    }

    /// <summary>The option for how often battery kits report.</summary>
    /// <returns>The option.</returns>
    internal static Option<int> WakeHoursOption()
    {
        Option<int> option = new("--wake-hours")
        {
            Description =
                $"Every how many hours battery kits report (power.wakeHours), 1 to {MostWakeHours}: one is overdue an hour later, any "
                    + $"other cabinet after 2 h.",
            HelpName = "HOURS",
            DefaultValueFactory = _ => CabinetEntry.DefaultWakeHours,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int hours) && hours is < 1 or > MostWakeHours)
            {
                result.AddError($"--wake-hours: use 1 to {MostWakeHours}.");
            }
        });
        return option;
    }
}
