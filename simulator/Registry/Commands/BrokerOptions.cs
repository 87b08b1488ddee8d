using System.CommandLine;
using System.CommandLine.Parsing;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Handover;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>
/// The options by which the registry's commands get in at the broker. No password ever stands on the command line, where others could read
/// it.
/// </summary>
internal sealed class BrokerOptions
{
    private readonly Option<BrokerAddress?> _broker;

    private readonly Option<DirectoryInfo?> _provisioned = new("--provisioned")
    {
        Description =
            "The folder that \"provision\" made: the registry's password is in its registry/accounts.json, the cabinets' keys in "
                + "registry/keys.json.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _user = new(
        "--user")
    {
        Description = $"The user at the broker (default: {AclRules.Registry} with --provisioned, otherwise none).",
        HelpName = "NAME"
    };

    private readonly Option<FileInfo?> _passwordFile = new(
        "--password-file")
    { Description = "A file with the user's password in its first line.", HelpName = "FILE" };

    private readonly Option<bool> _tls = new("--tls") { Description = "TLS 1.2 or later, with the authorities that this host trusts." };

    private readonly Option<FileInfo?> _ca = new(
        "--ca")
    { Description = "TLS with the authority in this PEM file, and no other.", HelpName = "FILE" };

    /// <summary>Initializes a new instance of the <see cref="BrokerOptions"/> class.</summary>
    /// <param name="isRequired">Whether a broker must be named.</param>
    /// <param name="description">Which one.</param>
    public BrokerOptions(bool isRequired = true, string description = "The MQTT broker.") =>
        _broker = new Option<BrokerAddress?>("--broker")
        {
            Description = description,
            HelpName = "HOST:PORT",
            Required = isRequired,
            CustomParser = result =>
            {
                string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
                if (!BrokerAddress.TryParse(text, out BrokerAddress? address))
                {
                    result.AddError($"--broker: \"{text}\" is not HOST:PORT, for example 192.0.2.7:8884.");
                }

                return address;
            },
        };

    /// <summary>Whether the command line names a broker.</summary>
    /// <param name="result">The command line.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool IsGiven(ParseResult result) => result.GetValue(_broker) is not null;

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _broker, _provisioned, _user, _passwordFile, _tls, _ca })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_passwordFile) is not null && result.GetValue(_user) is null && result.GetValue(_provisioned) is null)
            {
                result.AddError("--password-file needs --user NAME: whose password is it?");
            }
        });
    }

    /// <summary>Whether a broker is named.</summary>
    /// <param name="result">What the command line says.</param>
    /// <returns><c>true</c> when one is.</returns>
    public bool IsNamed(SymbolResult result) => result.GetResult(_broker) is not null;

    /// <summary>Whether a broker is named.</summary>
    /// <param name="result">The command line.</param>
    /// <returns><c>true</c> when one is.</returns>
    public bool IsNamed(ParseResult result) => result.GetResult(_broker) is not null;

    /// <summary>How to get in, as the command line says.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The access.</returns>
    /// <exception cref="UserErrorException">A file can't be used.</exception>
    public BrokerAccess Access(ParseResult result)
    {
        (string? user, string? password) = Account(result, AclRules.Registry);
        return new BrokerAccess(result.GetValue(_broker)!, user, password, result.GetValue(_tls), result.GetValue(_ca)?.FullName)
        {
            ForCommands = AccessFor(result, AclRules.Commands),
            Lacks = user is not null && result.GetValue(_provisioned) is { } folder
                ? WhatItLacks(user, Registry(folder).Readers.RulesOf(user)) : null,
        };
    }

    /// <summary>How one command gets in beside a registry that runs.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The access.</returns>
    /// <exception cref="UserErrorException">A file can't be used.</exception>
    public BrokerAccess ConsoleAccess(ParseResult result) => AccessFor(result, AclRules.Console);

    /// <summary>How commands get in at a cell's gateway.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="user">The user.</param>
    /// <param name="password">Its password.</param>
    /// <returns>The access.</returns>
    /// <exception cref="UserErrorException">A file can't be used.</exception>
    public BrokerAccess Gateway(ParseResult result, string user, string password) =>
        new(result.GetValue(_broker)!, user, password, result.GetValue(_tls), result.GetValue(_ca)?.FullName) { IsGateway = true };

    /// <summary>Where the broker is, without an account.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The access.</returns>
    /// <exception cref="UserErrorException">A file can't be used.</exception>
    public BrokerAccess Anonymous(ParseResult result) =>
        new(result.GetValue(_broker)!, usesTls: result.GetValue(_tls), caFile: result.GetValue(_ca)?.FullName);

    private BrokerAccess AccessFor(ParseResult result, string account)
    {
        (string? user, string? password) = Account(result, account);
        return new BrokerAccess(result.GetValue(_broker)!, user, password, result.GetValue(_tls), result.GetValue(_ca)?.FullName);
    }

    // An account that is named is used for everything.
    private (string? User, string? Password) Account(ParseResult result, string account)
    {
        string? user = result.GetValue(_user);
        string? password = result.GetValue(_passwordFile) is { } file ? ReadFirstLine(file, "--password-file") : null;
        if (result.GetValue(_provisioned) is { } folder)
        {
            // An earlier "provision" gave the registry one account for everything, at a broker that let it in several times.
            RegistryFiles files = Registry(folder);
            if (user is null && files.AccountPasswords.Count == 0)
            {
                // Keys alone, as for the demo cabinets, whose broker asks for no account; "provision" always makes accounts.
                return (null, null);
            }

            user ??= files.AccountPasswords.ContainsKey(account) ? account : AclRules.Registry;
            password ??= files.AccountPasswords.GetValueOrDefault(user)
                ?? throw new UserErrorException(
                    $"{folder.FullName}: registry/accounts.json has no user \"{user}\". Name the folder that \"provision\" made, or "
                        + $"another --user.", UserErrorException.WrongInput);
        }

        return (user, password);
    }

    /// <summary>Whether the command line names the cabinets' keys.</summary>
    /// <param name="result">The command line.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool HasKeys(ParseResult result) => result.GetValue(_provisioned) is not null;

    // A rule that is not there: the broker grants the subscription all the same, and then keeps the messages to itself.
    private static Wording? WhatItLacks(string user, IReadOnlyList<string> rules)
    {
        const string Read = "topic read ";
        if (rules.Contains(AclRules.ReadAll))
        {
            return null;
        }

        string may = string.Join(", ", rules.Where(rule => rule.StartsWith(Read, StringComparison.Ordinal))
            .Select(rule => rule[Read.Length..]));
        return new Wording(
            $"账号“{user}”只能读取{(rules.Count == 0 ? "：无" : may)}；其余内容此处没有。管理全部机柜需要“{AclRules.ReadAll}”，账号“{AclRules.Registry}”有这个权限",
            $"the account \"{user}\" may read only {(rules.Count == 0 ? "nothing" : may)}; what it does not say is missing here. "
            + $"A registry of all cabinets needs \"{AclRules.ReadAll}\", as the account \"{AclRules.Registry}\" has it");
    }

    /// <summary>The cabinets' keys, as the command line says.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="UserErrorException">There are none.</exception>
    public CommandKeys Keys(ParseResult result)
    {
        DirectoryInfo folder = result.GetValue(_provisioned)
            ?? throw new UserErrorException(
                "命令须签名：请用--provisioned DIR指定provision生成的文件夹，其中有各机柜的密钥；演示机柜的密钥在simulator/demo。"
                    + "/ Commands are signed: name the folder that \"provision\" made, which has the cabinets' keys, with --provisioned "
                    + "DIR; the demo cabinets' are in simulator/demo.",
                UserErrorException.WrongInput);
        CommandKeys keys = new();
        foreach ((string id, RegistryEntry entry) in Registry(folder).Entries)
        {
            keys.Add(id, entry.Topic, entry.Key);
        }

        return keys;
    }

    private static RegistryFiles Registry(DirectoryInfo folder) =>
        Directory.Exists(Path.Combine(folder.FullName, CabinetIds.RegistryFolder))
        ? RegistryFiles.Load(folder.FullName)
        : throw new UserErrorException(
            $"{folder.FullName} has no folder \"{CabinetIds.RegistryFolder}\". Name the folder that \"provision\" made with --out.",
            UserErrorException.WrongInput);

    /// <summary>A password from the first line of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="option">The option that names it, for messages.</param>
    /// <returns>The line.</returns>
    /// <exception cref="UserErrorException">It can't be used.</exception>
    internal static string ReadFirstLine(FileInfo file, string option)
    {
        try
        {
            return File.ReadLines(file.FullName).FirstOrDefault() is { Length: > 0 } line ? line
                : throw new IOException("its first line is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{option}: {file.FullName} can't be used: {exception.Message}", UserErrorException.WrongInput);
        }
    }
}
