using System.CommandLine.Parsing;
using System.CommandLine;
using System.Globalization;
using AedCabinet.Contract;
using AedCabinet.Registry.Commands;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Commands;

/// <summary>The command line of <c>run</c>, which is also what the simulator does when no command is named.</summary>
public static class RunCommand
{
    private const int DefaultMqttPort = 1883;
    private const int DefaultWebPort = 8080;

    /// <summary>Builds the simulator's command line.</summary>
    /// <returns>The root command.</returns>
    public static RootCommand CreateRoot()
    {
        RootCommand root = new("Simulates AED cabinets with the firmware's own source. Without a command: run.");
        Configure(root);
        Command run = new("run",
            "Runs cabinets, in real time or faster, with their own MQTT broker and a web page: three demo cabinets unless told otherwise.");
        Configure(run);
        root.Subcommands.Add(run);
        root.Subcommands.Add(ProvisionCommand.Create());
        root.Subcommands.Add(RegistryCommand.Create());
        root.Subcommands.Add(ScenarioCommand.Create());
        root.Subcommands.Add(WeekCommand.Create());
        root.Subcommands.Add(SoakCommand.Create());
        root.Subcommands.Add(FleetCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(SignCommand.Create());
        root.Subcommands.Add(DeskCommand.Create());
        root.Subcommands.Add(BoardsCommand.Create());
        return root;
    }

    private static void Configure(Command command)
    {
        Option<BrokerAddress?> broker = new("--broker")
        {
            Description = "Use this MQTT broker instead of the simulator's own.",
            HelpName = "HOST:PORT",
            CustomParser = ParseBroker,
        };
        Option<int> mqttPort = PortOption("--mqtt-port", "The port of the simulator's own broker on 127.0.0.1.", DefaultMqttPort, 1);
        Option<int> webPort = PortOption("--web-port", "The port of the page and the HTTP API on 127.0.0.1; 0 takes any free one.",
            DefaultWebPort, 0);
        Option<FileInfo[]> config = new("--config")
        {
            Description =
                "A cabinet's cabinet.json instead of the demo cabinets; its broker section's host, port and tls are replaced. May be "
                    + "given several times.",
            HelpName = "FILE",
        };
        Option<int> cabinets = CabinetsOption();
        Option<DirectoryInfo?> flash = new("--flash")
        {
            Description =
                "The folder that holds a folder for each cabinet's flash, named by its id (default: in the user's local data folder).",
            HelpName = "DIR",
        };
        Option<bool> keepBroker = new("--keep-broker")
        {
            Description =
                "With --config: use the broker of each file with its TLS and account; the CA's file lies beside it. The page then shows "
                    + "no messages.",
        };
        Option<bool> headless = new("--headless") { Description = "No page; the HTTP API stays." };

        Option<string?> aed = new("--aed")
        {
            Description = "The indicator profile of the first cabinet's AED, one of firmware/profiles; the AED then lights up accordingly.",
            HelpName = "PROFILE",
        };
        Option<long> seed = new("--seed")
        {
            Description = "The seed of everything random in the physical side.",
            HelpName = "N",
            DefaultValueFactory = _ => 1
        };

        Option<double> speed = SpeedOption();
        foreach (Option option in new Option[] { broker, mqttPort, webPort, config, keepBroker, cabinets, flash, aed, seed,
            headless, speed })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(config) is { Implicit: false } && result.GetResult(cabinets) is { Implicit: false })
            {
                result.AddError("--cabinets limits the demo cabinets; with --config, name each cabinet's file instead.");
            }

            if (result.GetValue(keepBroker)
                && (result.GetResult(config) is not { Implicit: false } || result.GetResult(broker) is { Implicit: false }))
            {
                result.AddError("--keep-broker uses the broker that a cabinet's file names: it needs --config, and goes without --broker.");
            }
        });
        command.SetAction((result, stop) =>
        {
            RunOptions options = new(
                result.GetValue(broker),
                result.GetValue(mqttPort),
                result.GetValue(webPort),
                result.GetValue(config) ?? [],
                result.GetValue(cabinets),
                result.GetValue(flash),
                result.GetValue(aed),
                result.GetValue(seed),
                result.GetValue(headless),
                result.GetValue(speed),
                result.GetValue(keepBroker));
            return RunSession.RunAsync(options, Console.Out, stop);
        });
    }

    private static Option<int> CabinetsOption()
    {
        int most = DemoCabinet.All.Count;
        Option<int> option = new("--cabinets")
        {
            Description = $"How many demo cabinets, 1 to {most}.",
            HelpName = "N",
            DefaultValueFactory = _ => most
        };
        option.Validators.Add(result =>
        {
            // The parser has reported a value that is no number already.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int count) && (count < 1 || count > most))
            {
                result.AddError($"--cabinets: there are {most} demo cabinets; use 1 to {most}, or name your own with --config FILE.");
            }
        });
        return option;
    }

    private static Option<int> PortOption(string name, string description, int fallback, int least)
    {
        Option<int> option = new(name) { Description = description, HelpName = "PORT", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            // The parser has reported a value that is no number already.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int port) && (port < least || port > 65535))
            {
                result.AddError($"{name}: {port} is not a port; use {least} to 65535.");
            }
        });
        return option;
    }

    private static Option<double> SpeedOption()
    {
        Option<double> option = new("--speed")
        {
            Description =
                $"How fast time passes at first: {string.Join(", ", SimulatedTime.Speeds)} simulated seconds in a real one. The page and "
                    + $"the HTTP API change it.",
            HelpName = "N",
            DefaultValueFactory = _ => SimulatedTime.Speeds[0],
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out double speed)
                && !SimulatedTime.Speeds.Contains(speed))
            {
                result.AddError($"--speed: {result.Tokens[0].Value} is not a speed; use {SimulatedTime.SpeedsInWords}.");
            }
        });
        return option;
    }

    private static BrokerAddress? ParseBroker(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (!BrokerAddress.TryParse(text, out BrokerAddress? address))
        {
            result.AddError($"--broker: \"{text}\" is not HOST:PORT, for example 192.0.2.7:1883.");
        }

        return address;
    }
}
