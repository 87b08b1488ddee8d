using System.CommandLine;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Source;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>The options that say where the registry's messages come from: one MQTT broker, or a cell's streams (SPEC §20).</summary>
/// <param name="language">In which language to refuse what can't be used.</param>
internal sealed class SourceOptions(LanguageOption language)
{
    private const string Mqtt = "mqtt";
    private const string JetStream = "jetstream";

    private readonly Option<string> _source = new("--source")
    {
        Description =
            "mqtt: one broker, at --broker; jetstream: a cell's nats-servers, at --stream, while commands go to its gateway at --broker.",
        DefaultValueFactory = _ => Mqtt,
    };

    private readonly Option<string[]> _stream = new("--stream")
    {
        Description = "A nats-server of the cell, at the port for workers; once for each.",
        HelpName = "HOST:PORT",
    };

    private readonly Option<FileInfo?> _accounts = new("--stream-accounts")
    {
        Description =
            "The file with the passwords of the cell's workers that \"registry cell\" wrote: JSON, registry-worker-CODE and "
                + "registry-commands-CODE.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _prefecture = new("--prefecture")
    {
        Description =
            "A prefecture of the cell that is kept here, its GB/T 2260 code; may be given several times (default: all of the file).",
        HelpName = "CODE",
    };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        _source.AcceptOnlyFromAmong(Mqtt, JetStream);
        foreach (Option option in new Option[] { _source, _stream, _accounts, _prefecture })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            bool isChinese = result.GetValue(language.Option) is { } tag ? tag == "zh" : HostLanguage.IsChinese;
            foreach (Wording problem in Problems(result.GetValue(_source) == JetStream, result.GetValue(_stream) ?? [],
                result.GetValue(_accounts), result.GetValue(_prefecture) ?? []))
            {
                result.AddError(problem.In(isChinese));
            }
        });
    }

    /// <summary>How to get in at a cell, as the command line says.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="broker">Where its gateway is.</param>
    /// <returns>The access; <c>null</c> where messages come from one broker.</returns>
    /// <exception cref="UserErrorException">A file can't be used, or lacks an account.</exception>
    public CellAccess? Cell(ParseResult result, BrokerOptions broker)
    {
        if (result.GetValue(_source) != JetStream)
        {
            return null;
        }

        bool isChinese = language.IsChinese(result);
        CellAccountsFile accounts = CellAccountsFile.Read(result.GetValue(_accounts)!, isChinese);
        StreamAccess[] streams = Streams(result, accounts, isChinese);
        return new CellAccess(streams,
            streams.Select(stream => stream.Prefecture).ToDictionary(code => code, code => broker.Gateway(result,
                PrefectureAccounts.CommandsOf(code), Password(accounts, PrefectureAccounts.CommandsOf(code), isChinese))));
    }

    /// <summary>How to read a cell's streams, as the command line says.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>For each prefecture; none where messages come from one broker.</returns>
    /// <exception cref="UserErrorException">A file can't be used, or lacks an account.</exception>
    public IReadOnlyList<StreamAccess> Streams(ParseResult result)
    {
        bool isChinese = language.IsChinese(result);
        return result.GetValue(_source) == JetStream
            ? Streams(result, CellAccountsFile.Read(result.GetValue(_accounts)!, isChinese), isChinese) : [];
    }

    private StreamAccess[] Streams(ParseResult result, CellAccountsFile accounts, bool isChinese)
    {
        string[] wanted = result.GetValue(_prefecture) is { Length: > 0 } codes ? [.. codes.Distinct()] : [.. accounts.Prefectures];
        return [.. wanted.Select(code => new StreamAccess(result.GetValue(_stream)!, code, PrefectureAccounts.WorkerOf(code),
            Password(accounts, PrefectureAccounts.WorkerOf(code), isChinese)))];
    }

    private static string Password(CellAccountsFile accounts, string user, bool isChinese) => accounts.PasswordOf(user)
        ?? throw new UserErrorException(
            new Wording(
                $"--stream-accounts：{accounts.Name}：里面没有账号{user}。请在“provision”之后再次运行“registry cell”，或用--prefecture只选有账号的盟市。",
                $"--stream-accounts: {accounts.Name}: it has no account {user}. Run \"registry cell\" again after \"provision\", or name "
                    + "only prefectures that have one with --prefecture.").In(isChinese),
            UserErrorException.WrongInput);

    private static IEnumerable<Wording> Problems(bool isJetStream, string[] streams, FileInfo? accounts, string[] prefectures)
    {
        if (!isJetStream)
        {
            if (streams.Length > 0 || accounts is not null || prefectures.Length > 0)
            {
                yield return new Wording(
                    "--stream、--stream-accounts和--prefecture用于--source jetstream：请加上它，或去掉这些选项。",
                    "--stream, --stream-accounts and --prefecture are for --source jetstream: add that, or leave them out.");
            }

            yield break;
        }

        if (streams.Length == 0)
        {
            yield return new Wording(
                "--source jetstream需要--stream HOST:PORT：每个nats-server写一次，用供worker连接的端口（通常是4222）。",
                "--source jetstream needs --stream HOST:PORT: once for each nats-server, at its port for workers, usually 4222.");
        }

        foreach (string text in streams.Where(text => !BrokerAddress.TryParse(text, out _)))
        {
            yield return new Wording($"--stream：“{text}”不是HOST:PORT，例如192.0.2.11:4222。",
                $"--stream: \"{text}\" is not HOST:PORT, for example 192.0.2.11:4222.");
        }

        if (accounts is null)
        {
            yield return new Wording(
                "--source jetstream需要--stream-accounts FILE：“registry cell”写出的账号文件。",
                "--source jetstream needs --stream-accounts FILE: the file with the accounts that \"registry cell\" wrote.");
        }

        foreach (string code in prefectures.Where(code => code.Length != 4 || !code.All(char.IsAsciiDigit)))
        {
            yield return new Wording($"--prefecture：“{code}”不是盟市代码；请用GB/T 2260的四位数字，例如1501。",
                $"--prefecture: \"{code}\" is no prefecture's code; use the four digits of GB/T 2260, for example 1501.");
        }
    }
}
