using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text.RegularExpressions;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>sign</c>: prints one signed command for a cabinet, to be sent with <c>mosquitto_pub</c>.</summary>
public static partial class SignCommand
{
    private const int DefaultExpirySeconds = 60;

    private const string KeyInTheOpen = "--key is not taken: everybody on this machine could read the key in the list of processes. "
        + "Write it into a file that only you can read and give --key-file FILE, or --key-file - and the key on standard input, or "
        + "--config FILE with a commandKey in it.";

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "The command: locate, silence, drill, ... (firmware/contract/README.md)." };
        Argument<string> args = new("ARGS-JSON") { Description = "Its arguments, a JSON object.", DefaultValueFactory = _ => "{}" };
        Option<string?> cabinet = new("--cabinet") { Description = "The cabinet's id (default: that of --config).", HelpName = "ID" };
        Option<string?> keyFile = new("--key-file")
        {
            Description =
            "A file with the cabinet's key, 64 hexadecimal digits in lower case; - for standard input.",
            HelpName = "FILE"
        };
        Option<string?> key = new("--key") { Hidden = true };
        Option<FileInfo?> config = new("--config") { Description = "A cabinet.json with id and commandKey.", HelpName = "FILE" };
        Option<long?> counter = new("--counter")
        {
            Description =
            "Its number, above that of every command before (default: the time in milliseconds).",
            HelpName = "N"
        };
        Option<int> expires = new("--expires-in")
        {
            Description = "After how many seconds the cabinet refuses it.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => DefaultExpirySeconds,
        };
        Option<string?> id = new("--id")
        {
            Description = "The command's id, which its reply carries (default: made of the counter).",
            HelpName = "ID"
        };
        Command command = new("sign", "Prints one signed command as JSON, to be sent with mosquitto_pub.") { name, args, cabinet, keyFile,
            key, config, counter, expires, id };
        command.SetAction(result => Console.Out.WriteLine(Sign(
            (result.GetValue(cabinet), result.GetValue(key) is null ? result.GetValue(keyFile) : throw Wrong(KeyInTheOpen),
                result.GetValue(config)),
            (result.GetValue(name)!, result.GetValue(args)!, result.GetValue(id)),
            result.GetValue(counter),
            result.GetValue(expires))));
        return command;
    }

    private static string Sign(
        (string? Id, string? KeyFile, FileInfo? File) cabinet, (string Name, string Args, string? Id) command, long? counter,
        int expiresInSeconds)
    {
        JsonObject? file = cabinet.File is null ? null : Read(cabinet.File);
        string cabinetId = cabinet.Id ?? Text(file, "id")
            ?? throw Wrong("Which cabinet? Give --cabinet ID, or --config FILE with its cabinet.json.");
        string key = (cabinet.KeyFile is null ? Text(file, "commandKey") : ReadKey(cabinet.KeyFile))
            ?? throw Wrong("No key: give --key-file FILE (- for standard input), or --config FILE with a commandKey in it.");
        if (!KeyForm().IsMatch(key))
        {
            throw Wrong("The key must be 64 hexadecimal digits in lower case.");
        }

        CheckArguments(command.Args);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        long number = counter ?? now.ToUnixTimeMilliseconds();
        if (number is < 1 or > 9007199254740991)
        {
            throw Wrong("--counter: use 1 to 9007199254740991.");
        }

        if (expiresInSeconds is < 1 or > 86400)
        {
            throw Wrong("--expires-in: use 1 to 86400 seconds.");
        }

        string id = command.Id ?? "sign-" + number.ToString(CultureInfo.InvariantCulture);
        if (!IdForm().IsMatch(id))
        {
            throw Wrong("--id: use 1 to 64 letters, digits, '.', '_' and '-'.");
        }

        string expires = now.AddSeconds(expiresInSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string message = CommandSigner.Sign(cabinetId, Convert.FromHexString(key), id, command.Name, command.Args, number, expires);
        return System.Text.Encoding.UTF8.GetByteCount(message) <= CommandReader.MaxBytes
            ? message
            : throw Wrong($"The command has more than {CommandReader.MaxBytes} bytes; make ARGS-JSON shorter.");
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
            // Reported below.
        }

        throw Wrong("ARGS-JSON must be a JSON object, for example '{\"seconds\":60}'.");
    }

    private static string ReadKey(string name)
    {
        try
        {
            using TextReader reader = name == "-" ? Console.In : File.OpenText(name);
            return (reader.ReadLine() ?? string.Empty).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong($"--key-file: {name} can't be read: {exception.Message}");
        }
    }

    private static JsonObject Read(FileInfo file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file.FullName)) as JsonObject ?? throw Wrong($"{file.FullName} holds no JSON object.");
        }
        catch (JsonException)
        {
            throw Wrong($"{file.FullName} is not valid JSON; check brackets, commas and quotation marks.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{file.FullName} can't be read: {exception.Message}");
        }
    }

    private static string? Text(JsonObject? file, string name) =>
        file?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static UserErrorException Wrong(string message) => new(message, UserErrorException.WrongInput);

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex KeyForm();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}\\z")]
    private static partial Regex IdForm();
}
