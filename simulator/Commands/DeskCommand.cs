using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desk;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>desk</c>: the systems on the other side of the centre's interfaces, for trials and for whoever integrates.</summary>
public static class DeskCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "desk";

    private const int DefaultPort = 9470;
    private const int DefaultCentrePort = 9464;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<bool> demo = new("--demo")
        {
            Description = "Start a registry, three cabinets and their page beside it, all on this host and gone at the end.",
        };
        Option<Uri> centre = new("--centre")
        {
            Description = "Where the centre is.",
            HelpName = "URL",
            DefaultValueFactory = _ => new Uri($"http://127.0.0.1:{DefaultCentrePort}"),
            CustomParser = result => ParseUri(result, "--centre"),
        };
        Option<int> port = Port("--port", "The desk's port on 127.0.0.1; 0 takes any free one.", DefaultPort, 0);
        Option<Uri?> address = new("--public-address")
        {
            Description = "Under which address the centre reaches the desk, where a proxy leads to it (default: its own).",
            HelpName = "URL",
            CustomParser = result => ParseUri(result, "--public-address"),
        };
        Option<FileInfo?>[] secrets = [.. DeskOptions.Systems.Select(SecretOf)];
        Option<string[]> manners = new("--manner")
        {
            Description = $"How a system behaves at first: {string.Join(", ", Manner.Words)}, with commas between several; PUT "
                + "/SYSTEM/manner changes it.",
            HelpName = "SYSTEM:MANNER",
        };
        Option<DirectoryInfo?> journal = new("--journal")
        {
            Description = "Keep what each system takes in DIR/SYSTEM.jsonl, and know it after a restart.",
            HelpName = "DIR",
        };
        Option<string?> from = new("--from")
        {
            Description = "Behind which cursor new subscriptions begin; 0.0 is the beginning (default: now).",
            HelpName = "CURSOR",
        };
        Option<double> pace = new("--pace")
        {
            Description = "How many seconds people take from one step to the next, 0 to 3600.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 3,
        };
        Option<bool> handsOff = new("--hands-off") { Description = "Only take and show; nothing is done by itself." };
        DeskDemoOptions beside = new();
        Option<string?> language = new("--language")
        {
            Description = "zh or en: in which language to speak (default: this computer's).",
        };
        language.AcceptOnlyFromAmong("zh", "en");
        Command command = new(Name,
            "A 120 desk, a responders' system and a training system on the other side of the centre's HTTP API: they take its feed, open "
                + "incidents, answer, badly too. GET http://127.0.0.1:9470/ shows all of it. Exit code: 0 ended by Ctrl-C, 1 the centre or "
                + "a port refuses, 2 wrong input.")
        {
            demo, centre, port, address, secrets[0], secrets[1], secrets[2], manners, journal, from, pace, handsOff, language,
        };
        beside.AddTo(command);
        pace.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out double seconds)
                && seconds is not (>= 0 and <= 3600))
            {
                result.AddError("--pace：请用0至3600秒。/ --pace: use 0 to 3600 seconds.");
            }
        });
        command.Validators.Add(result =>
        {
            bool hasSecret = Array.Exists(secrets, secret => result.GetValue(secret) is not null);
            if (result.GetValue(demo) == hasSecret)
            {
                result.AddError("请给出各系统的密钥文件（registry system add会显示密钥），例如--dispatch-secret FILE；或用--demo在本机启动全部。/ Name the "
                    + "systems' secrets (registry system add shows them), for example --dispatch-secret FILE, or use --demo, which starts "
                    + "everything here.");
            }

            foreach (string text in result.GetValue(manners) ?? [])
            {
                if (!TryParse(text, out _, out _, out Wording why))
                {
                    result.AddError($"--manner：{why.Zh} / --manner: {why.En}");
                }
            }
        });
        command.SetAction((result, stop) =>
        {
            bool isChinese = result.GetValue(language) is { } tag ? tag == "zh" : HostLanguage.IsChinese;
            Dictionary<string, SystemLogin> logins = [];
            for (int i = 0; i < secrets.Length; i++)
            {
                if (result.GetValue(secrets[i]) is { } file)
                {
                    logins[DeskOptions.Systems[i]] = new SystemLogin(DeskOptions.Systems[i], ReadSecret(file, secrets[i].Name));
                }
            }

            DeskOptions options = new(result.GetValue(centre)!, result.GetValue(port), logins)
            {
                PublicAddress = result.GetValue(address),
                Manners = (result.GetValue(manners) ?? []).Select(Parse).ToDictionary(pair => pair.System, pair => pair.Manner),
                Journal = result.GetValue(journal),
                From = result.GetValue(from),
                Pace = TimeSpan.FromSeconds(result.GetValue(pace)),
                ActsAlone = !result.GetValue(handsOff),
                IsChinese = isChinese,
            };
            options.Journal?.Create();
            return result.GetValue(demo) ? DeskDemo.RunAsync(options, beside.Ports(result), Console.Out, stop)
                : RunAsync(options, Console.Out, stop);
        });
        return command;
    }

    /// <summary>An option for a port on this host.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="fallback">What it is unless named.</param>
    /// <param name="least">The least that it may be.</param>
    /// <returns>The option.</returns>
    internal static Option<int> Port(string name, string description, int fallback, int least)
    {
        Option<int> option = new(name) { Description = description, HelpName = "PORT", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            // The parser has reported a value that is no number already.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int port) && (port < least || port > 65535))
            {
                result.AddError($"{name}：{port}不是端口；请用{least}至65535。/ {name}: {port} is not a port; use {least} to 65535.");
            }
        });
        return option;
    }

    /// <summary>Runs a desk until it is asked to stop.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="stop">Cancelled by Ctrl-C or SIGTERM.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(DeskOptions options, TextWriter output, CancellationToken stop)
    {
        await using DeskServer desk = new(options, output, TimeProvider.System);
        await desk.StartAsync(stop);
        output.WriteLine(new Wording($"接警台 {desk.Address}；按Ctrl-C结束。", $"desk {desk.Address}; Ctrl-C stops.").In(options.IsChinese));
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    private static Option<FileInfo?> SecretOf(string system) => new($"--{system}-secret")
    {
        Description = $"Run the {system} system: a file with the secret of the centre's system \"{system}\" in its first line.",
        HelpName = "FILE",
    };

    private static string ReadSecret(FileInfo file, string option)
    {
        try
        {
            return File.ReadLines(file.FullName).FirstOrDefault() is { Length: > 0 } line ? line.Trim()
                : throw new IOException("its first line is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{option}: {file.FullName} can't be used: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    private static Uri? ParseUri(ArgumentResult result, string option)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        result.AddError($"{option}：“{text}”不是http(s)://HOST:PORT。/ {option}: \"{text}\" is not http(s)://HOST:PORT.");
        return null;
    }

    private static (string System, Manner Manner) Parse(string text)
    {
        _ = TryParse(text, out string system, out Manner manner, out _);
        return (system, manner);
    }

    private static bool TryParse(string text, out string system, out Manner manner, out Wording why)
    {
        string[] parts = text.Split(':', 2);
        system = parts[0];
        manner = Manner.Well;
        if (!DeskOptions.Systems.Contains(system))
        {
            string names = string.Join(", ", DeskOptions.Systems);
            why = new Wording($"“{text}”须以系统名开头：{names}", $"\"{text}\" must begin with a system: {names}");
            return false;
        }

        why = Manner.WhyNot(parts.ElementAtOrDefault(1));
        return parts.Length == 2 && Manner.TryParse(parts[1], out manner);
    }
}
