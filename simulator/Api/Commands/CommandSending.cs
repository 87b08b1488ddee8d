using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Commands;

/// <summary>Sends what the API was asked to send, once for each key, and notes who asked.</summary>
/// <param name="asker">Who asks.</param>
/// <param name="office">Sends.</param>
/// <param name="requests">Knows the keys.</param>
/// <param name="pool">Reads the database.</param>
internal sealed class CommandSending(Asker asker, IRegistryOffice office, RequestBook requests, ReadingPool pool)
{
    /// <summary>The header that carries a request's own key.</summary>
    public const string KeyHeader = "Idempotency-Key";

    private const int MostKeyLength = 128;
    private const string Inspect = "inspect";
    private static readonly string[] s_whoAsks = ["unlock", "acknowledge", Inspect];
    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends a command.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="request">What to send.</param>
    /// <param name="key">The request's own key, or <c>null</c>.</param>
    /// <returns>The command, sent.</returns>
    /// <exception cref="ProblemException">It may not be, can't be or was not sent.</exception>
    public async Task<CommandRecord> SendAsync(string id, CommandRequest request, string? key)
    {
        Judge(request, key);
        _ = await asker.FindAsync(id, request.Name == Inspect ? Permission.Inspect : Permission.Command);
        Permit(office);
        if (!office.Desk.CanCommand(id))
        {
            throw new ProblemException(ProblemKind.Conflict, new Wording($"没有{id}的密钥，不能签发命令。",
                $"There is no key to sign commands for {id} with."));
        }

        if (key is null)
        {
            return await SendAsync(id, request);
        }

        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{request.Name}\n{ArgsOf(request)}")));
        if (requests.Claim(asker.Scope.Name, key, digest) is { } known)
        {
            return Again(id, digest, known);
        }

        CommandRecord sent;
        try
        {
            sent = await SendAsync(id, request);
        }
        catch
        {
            requests.Forget(asker.Scope.Name, key);
            throw;
        }

        requests.Keep(asker.Scope.Name, key, sent.Id);
        return sent;
    }

    /// <summary>Finds a command.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="id">The command's id.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public CommandRecord? Find(string cabinet, string id) =>
        office.Desk.Commands.FirstOrDefault(command => command.Cabinet == cabinet && command.Id == id)
            ?? pool.Read(database => CommandLog.Find(database, cabinet, id, office.Now - CommandDesk.Patience));

    /// <summary>Sees to it that this registry acts at all.</summary>
    /// <param name="office">The registry.</param>
    /// <exception cref="ProblemException">It only shows.</exception>
    public static void Permit(IRegistryOffice office)
    {
        if (!office.SendsCommands)
        {
            throw new ProblemException(ProblemKind.NotAllowed, new Wording("本系统启动时没有加--page-commands，只能查看。",
                "This registry was started without --page-commands: it only shows."));
        }
    }

    /// <summary>Judges a request's own key.</summary>
    /// <param name="key">The key, or <c>null</c>.</param>
    /// <returns>What is wrong with it, or <c>null</c>.</returns>
    public static Fault? JudgeKey(string? key) => key is null || (key.Length is >= 1 and <= MostKeyLength && key.All(char.IsAscii)) ? null
        : new Fault(FaultPlace.Header, KeyHeader, new Wording($"请用1到{MostKeyLength}个ASCII字符。",
            $"Use 1 to {MostKeyLength} ASCII characters."));

    private static void Judge(CommandRequest request, string? key)
    {
        List<Fault> faults = [];
        if (!CommandNames.All.Contains(request.Name))
        {
            string list = string.Join(", ", CommandNames.All);
            faults.Add(new Fault(FaultPlace.Pointer, "/name", new Wording($"请用以下之一：{list}。", $"Use one of: {list}.")));
        }

        if (JudgeKey(key) is { } fault)
        {
            faults.Add(fault);
        }

        if (faults.Count > 0)
        {
            throw new ProblemException(ProblemKind.Invalid, null, faults);
        }
    }

    private static string ArgsOf(CommandRequest request) => request.Args?.ToJsonString(s_plainText) ?? "{}";

    private CommandRecord Again(string cabinet, string digest, (string Digest, string? Command) known)
    {
        if (known.Digest != digest)
        {
            throw new ProblemException(ProblemKind.KeyUsed);
        }

        return known.Command is { } id && Find(cabinet, id) is { } sent ? sent : throw new ProblemException(ProblemKind.Conflict,
            new Wording("带这个Idempotency-Key的请求正在发送，或发送时中断：请稍后再问，并核对该机柜的命令列表。",
                "The request with this Idempotency-Key is being sent, or was broken off: ask again later, and look at the cabinet's "
                    + "commands."));
    }

    private async Task<CommandRecord> SendAsync(string id, CommandRequest request)
    {
        JsonObject args = (JsonObject?)request.Args?.DeepClone() ?? [];
        if (s_whoAsks.Contains(request.Name) && !args.ContainsKey("who"))
        {
            string name = asker.Scope.Name;
            args["who"] = name.Length <= EmergencyDesk.MaxWhoLength ? name : name[..EmergencyDesk.MaxWhoLength];
        }

        // What it carries may be a password of the site's network.
        await asker.NoteAsync(AuditActions.Command, id, request.Name);
        string command;
        try
        {
            command = await office.Desk.SendAsync(id, request.Name, args.ToJsonString(s_plainText));
        }
        catch (ArgumentException exception)
        {
            throw ProblemException.OfMember("/args", $"签名后的命令不能超过{CommandSigner.MaxBytes}字节。",
                $"The signed command has at most {CommandSigner.MaxBytes} bytes: {exception.Message}");
        }

        CommandRecord record = Find(id, command)!;
        return record.Stage == CommandStage.NotSent ? throw NotSent(record.Steps[^1].Reason) : record;
    }

    private static ProblemException NotSent(string? why)
    {
        Coded words = Coded.Of("registry.not-sent", why ?? NotSentWhy.Unreachable);
        return new ProblemException(ProblemKind.NotSent, new Wording(words.Zh, words.En));
    }
}
