using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Cell.Plan;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Source;

/// <summary>
/// The file with the passwords of a cell's workers, <c>{"registry-worker-1501": "…", "registry-commands-1501": "…"}</c>, as
/// <c>registry cell</c> writes it. Users that are neither are left alone.
/// </summary>
public sealed class CellAccountsFile
{
    private static readonly string s_workers = PrefectureAccounts.WorkerOf(string.Empty);

    private readonly Dictionary<string, string> _passwords;

    private CellAccountsFile(string name, Dictionary<string, string> passwords)
    {
        Name = name;
        _passwords = passwords;
        Prefectures = [.. passwords.Keys.Where(user => user.StartsWith(s_workers, StringComparison.Ordinal))
            .Select(user => user[s_workers.Length..]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Gets the file's name.</summary>
    public string Name { get; }

    /// <summary>Gets the prefectures that have a worker's account.</summary>
    public IReadOnlyList<string> Prefectures { get; }

    /// <summary>Reads it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isChinese">In which language to refuse it.</param>
    /// <returns>The accounts.</returns>
    /// <exception cref="UserErrorException">It can't be read, or holds no worker's account.</exception>
    public static CellAccountsFile Read(FileInfo file, bool isChinese)
    {
        try
        {
            JsonObject root = JsonNode.Parse(File.ReadAllBytes(file.FullName)) as JsonObject ?? throw new JsonException("no JSON object");
            CellAccountsFile accounts = new(file.FullName,
                root.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>(), StringComparer.Ordinal));
            return accounts.Prefectures.Count > 0 ? accounts : throw Refusal(file, isChinese, new Wording(
                $"里面没有{s_workers}XXXX这样的账号。请使用“registry cell”写出的文件",
                $"it holds no account {s_workers}XXXX. Use the file that \"registry cell\" wrote"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusal(file, isChinese, new Wording($"无法读取：{exception.Message}", $"it can't be read: {exception.Message}"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            // Not with what stands in it: that is passwords.
            throw Refusal(file, isChinese, new Wording(
                "不是由用户名和密码组成的JSON对象。请使用“registry cell”写出的文件",
                "it is no JSON object of users and passwords. Use the file that \"registry cell\" wrote"));
        }
    }

    /// <summary>The password of a user.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The password; <c>null</c> when there is none.</returns>
    public string? PasswordOf(string user) => _passwords.GetValueOrDefault(user);

    /// <summary>Nothing of the passwords is ever shown.</summary>
    /// <returns>The file's name.</returns>
    public override string ToString() => Name;

    private static UserErrorException Refusal(FileInfo file, bool isChinese, Wording why) =>
        new(why.After($"--stream-accounts：{file.FullName}：", $"--stream-accounts: {file.FullName}: ").Before("。", ".").In(isChinese),
            UserErrorException.WrongInput);
}
