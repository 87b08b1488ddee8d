using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AedCabinet.Contract;
using AedCabinet.Simulator.Fleet;
using Spectre.Console;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>fleet</c>: thousands of cabinets of the firmware's own core against a broker.</summary>
public static class FleetCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "fleet";

    /// <summary>How long it may take to end after Ctrl-C, with what is under way, the goodbyes and the report: 2 min.</summary>
    public static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(2);

    private const int Complete = 0;
    private const int Lost = 1;
    private const int MostCabinets = 60000;

    // A year of an hour's slices; nobody waits for more.
    private const long LongestVirtualMs = 8784L * 3_600_000;

    // A registry whose broker is away tries again every 30 s, with jitter.
    private const int RegistryWaitMs = 45000;

    private static readonly string[] s_storms = ["doors", "mains", "broker", "none"];

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<int> cabinets = Number("--cabinets", "How many cabinets.", FleetOptions.InnerMongolia, 1, MostCabinets);
        Option<long?> virtualTime = new("--virtual")
        {
            Description =
            "In virtual time, without a broker: how long, such as 24h. As fast as the machine can; the same options are the same run.",
            HelpName = "TIME",
            CustomParser = result => ParseTime(result, "--virtual")
        };
        Option<double> loss = new("--loss")
        {
            Description = "With --virtual: of 100 acknowledgements, how many are lost.",
            HelpName = "PERCENT",
            DefaultValueFactory = _ => 1
        };
        Option<bool> live = new("--live") { Description = "In real time, over MQTT." };
        Option<BrokerAddress?> broker = new("--broker")
        {
            Description =
            "The MQTT broker (default: 127.0.0.1:1883, or what the deliveries' files say).",
            HelpName = "HOST:PORT",
            CustomParser = result => ParseBroker(result, "--broker")
        };
        Option<bool> ownBroker = new("--own-broker")
        {
            Description =
            "Start Mosquitto at that address, and restart it when the plan says so."
        };
        Option<DirectoryInfo?> deliveries = new(
            "--deliveries")
        {
            Description =
                "Use the cabinets that provision has made, each with its own account and over TLS, instead of invented ones.",
            HelpName = "DIR"
        };
        Option<BrokerAddress?> readers = new("--readers")
        {
            Description =
            "With --deliveries: where the broker listens for the registry and others who read (default: the port after the cabinets', as "
                + "in provision's mosquitto.conf).",
            HelpName = "HOST:PORT",
            CustomParser = result => ParseBroker(result, "--readers")
        };
        Option<int> ramp = Number("--ramp", "How many boards are switched on a second.", 200, 1, 100000);
        Option<string[]> storm = new("--storm")
        {
            Description =
            $"What to put the fleet through, one after the other: {string.Join(", ", s_storms)} (default: doors, mains and, with "
                + $"--own-broker, broker).",
            HelpName = "WHAT"
        };
        Option<string[]> at = new("--at")
        {
            Description =
            "The same with its time after all are online: 60s=doors, 2m=mains:1502, 5m=broker. May be given several times.",
            HelpName = "TIME=WHAT"
        };
        at.Validators.Add(result =>
        {
            foreach (string problem in result.Tokens.Select(token => FleetPlanEntry.TryParse(token.Value, out _)).OfType<string>())
            {
                result.AddError($"--at: {problem}.");
            }
        });
        Option<long?> wait = new("--wait")
        {
            Description =
            "How long to wait before the first board is switched on (default: with --own-broker and --database 45s, in which a registry "
                + "that runs already finds the broker).",
            HelpName = "TIME",
            CustomParser = result => ParseTime(result, "--wait")
        };
        Option<long?> duration = new("--duration")
        {
            Description =
            "How long to go on after all are online, such as 10m (default: until the plan is over and all have calmed down).",
            HelpName = "TIME",
            CustomParser = ParseDuration
        };
        Option<long> seed = new("--seed") { Description = "The seed of everything random.", HelpName = "S", DefaultValueFactory = _ => 1 };
        Option<FileInfo?> database = new("--database")
        {
            Description =
            "The registry's database: compare what was sent with what is in it, and watch when it gets there.",
            HelpName = "FILE"
        };
        Option<bool> ownRegistry = new("--own-registry")
        {
            Description =
            "Start the registry of --database, kill it when the plan says so, and run registry verify at the end."
        };
        Option<FileInfo?> json = new("--report-json") { Description = "Write the report as JSON.", HelpName = "FILE" };
        Option<FileInfo?> html = new("--report-html") { Description = "Write the report as a page with charts.", HelpName = "FILE" };
        storm.AcceptOnlyFromAmong(s_storms);
        Command command = new(Name,
            "Runs thousands of cabinets of the firmware's own core. Exit code: 0 nothing was lost, 1 something was, or a cabinet could "
                + "not come in, 2 the options are wrong.")
        {
            cabinets, live, virtualTime, loss, broker, ownBroker, deliveries, readers, ramp, wait, storm, at, duration, seed, database,
            ownRegistry, json, html,
        };
        command.Validators.Add(result =>
        {
            bool isVirtual = result.GetResult(virtualTime) is { Implicit: false };
            bool isKillingRegistry = EntriesOf(result.GetValue(at)).Any(entry => entry.Storm == FleetStorm.Registry);
            if (result.GetValue(live) == isVirtual)
            {
                result.AddError("fleet: say either --live, to run in real time over MQTT, or --virtual TIME.");
            }

            if (isVirtual)
            {
                foreach (Option option in (Option[])[broker, ownBroker, ownRegistry, deliveries, readers, ramp, wait, storm, duration,
                    database, html])
                {
                    if (result.GetResult(option) is { Implicit: false })
                    {
                        result.AddError(
                            $"{option.Name} belongs to --live; a virtual fleet has no broker but its own, and its plan is --at.");
                    }
                }
            }

            if (!isVirtual && result.GetResult(loss) is { Implicit: false })
            {
                result.AddError("--loss belongs to --virtual; over MQTT, the network itself loses what it loses.");
            }

            if (result.GetValue(loss) is not (>= 0 and <= 90))
            {
                result.AddError("--loss: use 0 to 90 percent.");
            }

            if (isVirtual && result.GetValue(virtualTime) is < 1000 or > LongestVirtualMs)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--virtual: use 1s to {LongestVirtualMs / 3_600_000}h."));
            }

            if (result.GetResult(readers) is { Implicit: false } && result.GetResult(deliveries) is not { Implicit: false })
            {
                result.AddError("--readers belongs to --deliveries: another broker lets everybody in at its one listener.");
            }

            if (result.GetValue(ownBroker) && result.GetResult(deliveries) is { Implicit: false })
            {
                result.AddError(
                    "--own-broker lets everybody in without TLS; with --deliveries, start Mosquitto with the passwords and ACL that "
                        + "provision has made.");
            }

            bool isRestarting = (result.GetValue(storm) ?? []).Contains("broker")
                || EntriesOf(result.GetValue(at)).Any(entry => entry.Storm == FleetStorm.Broker);
            if (isRestarting && !isVirtual && !result.GetValue(ownBroker))
            {
                result.AddError(
                    "The fleet can restart only a broker of its own: say --own-broker, or restart yours by hand while the fleet runs.");
            }

            if (result.GetValue(ownRegistry) && (result.GetValue(database) is null || result.GetResult(deliveries) is { Implicit: false }))
            {
                result.AddError("--own-registry needs --database FILE, and lets everybody in: it can't be with --deliveries.");
            }

            if (isKillingRegistry && isVirtual)
            {
                result.AddError("--at: a virtual fleet has no registry; use doors, mains or broker.");
            }
            else if (isKillingRegistry && !result.GetValue(ownRegistry))
            {
                result.AddError("The fleet can kill only a registry of its own: say --own-registry with --database FILE.");
            }

            if (result.GetResult(storm) is { Implicit: false } && result.GetResult(at) is { Implicit: false })
            {
                result.AddError("--storm has times of its own; with --at, name everything by --at.");
            }
        });
        command.SetAction((result, stop) =>
        {
            if (result.GetValue(virtualTime) is { } lengthMs)
            {
                return Task.FromResult(RunVirtual(result.GetValue(cabinets), lengthMs, result.GetValue(seed),
                    EntriesOf(result.GetValue(at)), result.GetValue(loss) / 100, result.GetValue(json), stop));
            }

            bool isDelivered = result.GetValue(deliveries) is not null;
            FleetOptions options = new()
            {
                Cabinets = result.GetValue(cabinets),
                Broker = result.GetValue(broker) ?? (isDelivered ? null : new BrokerAddress("127.0.0.1", 1883)),
                OwnsBroker = result.GetValue(ownBroker),
                Deliveries = result.GetValue(deliveries),
                Readers = result.GetValue(readers),
                RampPerSecond = result.GetValue(ramp),
                Plan = PlanOf(EntriesOf(result.GetValue(at)), result.GetValue(storm) ?? [], result.GetValue(ownBroker)),
                WaitMs = result.GetValue(wait)
                    ?? (result.GetValue(ownBroker) && result.GetValue(database) is not null && !result.GetValue(ownRegistry)
                        ? RegistryWaitMs : 0),
                DurationMs = result.GetValue(duration),
                Seed = result.GetValue(seed),
                Database = result.GetValue(database),
                OwnsRegistry = result.GetValue(ownRegistry),
            };
            return RunAsync(options, result.GetValue(json), result.GetValue(html), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(FleetOptions options, FileInfo? json, FileInfo? html, CancellationToken stop)
    {
        // Checked before the run: an hour's work must not end at a file that can't be written.
        FleetFiles.Check(json, "--report-json");
        FleetFiles.Check(html, "--report-html");
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = console.Profile.Capabilities.Interactive ? console.Profile.Width : int.MaxValue / 2;
        FleetConsole progress = new(console);
        FleetReport report = await new FleetRun(options, progress).RunAsync(stop);
        new FleetText(Console.Out).Write(report);
        FleetFiles.Write(json, "--report-json", FleetFiles.ToJson(report));
        FleetFiles.Write(html, "--report-html", html is null ? string.Empty : FleetPage.Of(report));
        return report.HasLostNothing && (report.WasCut || report.Absent.Count == 0) ? Complete : Lost;
    }

    private static int RunVirtual(int cabinets, long lengthMs, long seed, IReadOnlyList<FleetPlanEntry> plan, double loss, FileInfo? json,
        CancellationToken stop)
    {
        FleetFiles.Check(json, "--report-json");
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{cabinets} cabinets in virtual time, seed {seed}; Ctrl-C ends with a report"));
        VirtualFleet fleet = new(new VirtualFleetOptions
        {
            Cabinets = cabinets,
            LengthMs = lengthMs,
            Seed = seed,
            Plan = new VirtualPlan(plan.Count > 0 ? plan : VirtualPlan.Usual(lengthMs), loss),
        });
        VirtualFleetReport report = console.Progress().HideCompleted(true).Start(context =>
        {
            ProgressTask task = context.AddTask("virtual hours", maxValue: lengthMs);
            return fleet.Run(nowMs => task.Value = nowMs, stop);
        });
        new FleetText(Console.Out).Write(report);
        FleetFiles.Write(json, "--report-json", FleetFiles.ToJson(report));
        return report.HasLostNothing ? Complete : Lost;
    }

    private static IReadOnlyList<FleetPlanEntry> PlanOf(IReadOnlyList<FleetPlanEntry> entries, string[] storms, bool ownsBroker)
    {
        if (entries.Count > 0)
        {
            return entries;
        }

        FleetStorm[] usual = ownsBroker ? [FleetStorm.Doors, FleetStorm.Mains, FleetStorm.Broker] : [FleetStorm.Doors, FleetStorm.Mains];
        return FleetPlanEntry.Of(storms.Length == 0 ? usual
            : storms.Where(name => name != "none").Select(name => Enum.Parse<FleetStorm>(name, true)));
    }

    private static Option<int> Number(string name, string description, int fallback, int least, int most)
    {
        Option<int> option = new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            // The parser has reported a value that is no number already.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value)
                && (value < least || value > most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: use {least} to {most}, not {value}."));
            }
        });
        return option;
    }

    // Invalid entries have been reported by the option already.
    private static IReadOnlyList<FleetPlanEntry> EntriesOf(string[]? texts) =>
        [.. (texts ?? []).Select(text => FleetPlanEntry.TryParse(text, out FleetPlanEntry? entry) is null ? entry : null)
            .OfType<FleetPlanEntry>()];

    private static long? ParseDuration(ArgumentResult result) => ParseTime(result, "--duration");

    private static long? ParseTime(ArgumentResult result, string option)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (FleetPlanEntry.TryParseTime(text, out long ms))
        {
            return ms;
        }

        result.AddError($"{option}: \"{text}\" is no time; use for example 90s, 10m or 2h.");
        return null;
    }

    private static BrokerAddress? ParseBroker(ArgumentResult result, string option)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (!BrokerAddress.TryParse(text, out BrokerAddress? address))
        {
            result.AddError($"{option}: \"{text}\" is not HOST:PORT, for example 192.0.2.7:1883.");
        }

        return address;
    }
}
