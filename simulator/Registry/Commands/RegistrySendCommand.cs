using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry command</c>: signs a command, sends it and says what became of it.</summary>
internal static class RegistrySendCommand
{
    private const int DefaultPatienceSeconds = 20;

    // A restart, a minute at most before the first attempt, and the command that confirms.
    private const int ConfigurePatienceSeconds = 120;
    private const int Refused = 1;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<string> cabinet = new("ID") { Description = "The cabinet's id." };
        Argument<string> name = new("NAME") { Description = $"The command: {string.Join(", ", CommandNames.All)}." };
        Argument<string> args = new("ARGS-JSON")
        {
            Description = "Its arguments, a JSON object (firmware/contract/README.md).",
            DefaultValueFactory = _ => "{}"
        };
        StoreOptions store = new();
        Option<int> patience = new("--timeout")
        {
            Description = "How many seconds to wait for the outcome; 120 for configure unless said.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => DefaultPatienceSeconds
        };
        patience.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int seconds) && seconds is < 1 or > 3600)
            {
                result.AddError("--timeout: use 1 to 3600 seconds.");
            }
        });
        BrokerOptions broker = new(isRequired: false);
        Command command = new(
            "command",
            "Signs a command with the cabinet's key, sends it and waits for what becomes of it: at --broker, or with --store postgres and "
                + "no --broker through the worker that keeps the cabinet. Its number comes from the database and only rises. Exit code: 0 "
                + "done or begun, 1 refused, failed or no reply, 2 wrong input.")
        {
            cabinet, name, args, patience,
        };
        broker.AddTo(command);
        store.AddTo(command);
        command.SetAction(async (result, stop) =>
        {
            string arguments = result.GetValue(args)!;
            CheckArguments(arguments);
            CommandKeys keys = broker.Keys(result);
            bool isUnsaid = result.GetResult(patience) is null or { Implicit: true };
            TimeSpan limit = TimeSpan.FromSeconds(
                isUnsaid && result.GetValue(name) == "configure" ? ConfigurePatienceSeconds : result.GetValue(patience));
            (string, string, string) signed = (result.GetValue(cabinet)!, result.GetValue(name)!, arguments);
            LedgerStore kept = store.Store(result);
            CommandRecord record;
            if (broker.IsNamed(result))
            {
                using LedgerDatabase ledger = kept.OpenForChange();
                record = await LedgerCommand.SendAsync(ledger, broker.ConsoleAccess(result), keys, signed, limit, stop);
            }
            else
            {
                record = await StoreCommand.SendAsync(
                    kept as PostgresStore ?? throw new UserErrorException(
                        "--broker HOST:PORT: name the MQTT broker; only with --store postgres a command may go through a worker that runs.",
                        UserErrorException.WrongInput),
                    keys, signed, limit, stop);
            }

            Print(record);
            return record.Stage is CommandStage.Done or CommandStage.Accepted ? 0 : Refused;
        });
        return command;
    }

    private static void Print(CommandRecord record)
    {
        foreach (CommandStep step in record.Steps)
        {
            string what = step.Stage switch
            {
                CommandStage.Sending =>
                    $"{record.Name} to {record.Cabinet}, number {record.Counter.ToString(CultureInfo.InvariantCulture)}",
                CommandStage.Sent => "the broker has it",
                CommandStage.NoReply => "no reply: the cabinet is offline, or knows another key",
                CommandStage.NotSent => "not sent",
                _ => $"the cabinet replied {step.Code}",
            };
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{step.After.TotalSeconds,7:F3} s  {what}{(step.Reason is null ? string.Empty : ": " + step.Reason)}"));
            foreach (string line in step.Lines ?? [])
            {
                Console.Out.WriteLine("           " + line);
            }
        }

        if (record.Stage == CommandStage.Accepted)
        {
            Console.Out.WriteLine("           begun; its outcome comes later, as an event and a second reply");
            if (record.Name == "configure")
            {
                Console.Out.WriteLine(
                    "           the cabinet keeps the new settings when a signed command arrives over them within 10 min: send it a "
                        + "report when it is online again");
            }
        }
    }

    private static void CheckArguments(string args)
    {
        try
        {
            if (args.StartsWith('{') && args.EndsWith('}') && JsonNode.Parse(args) is JsonObject)
            {
                return;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new UserErrorException("ARGS-JSON must be a JSON object, for example '{\"seconds\":60}'.", UserErrorException.WrongInput);
    }
}
