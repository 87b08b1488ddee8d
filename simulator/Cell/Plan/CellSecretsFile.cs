using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Handover;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Plan;

/// <summary>
/// The passwords that a cell's parts use among themselves: made once, kept beside its files, readable by their owner only.
/// </summary>
public sealed class CellSecretsFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "secrets.json";

    private const int Bytes = 24;

    private readonly SortedDictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly string _file;

    private CellSecretsFile(string file) => _file = file;

    /// <summary>Reads what is there; nothing where there is nothing yet.</summary>
    /// <param name="folder">The folder with the cell's files.</param>
    /// <param name="isChinese">In which language a reader is told that it is damaged.</param>
    /// <returns>The passwords.</returns>
    /// <exception cref="UserErrorException">The file is damaged.</exception>
    public static CellSecretsFile Load(string folder, bool isChinese = false)
    {
        CellSecretsFile secrets = new(Path.Combine(folder, FileName));
        try
        {
            JsonObject kept = File.Exists(secrets._file) ? JsonNode.Parse(File.ReadAllBytes(secrets._file))!.AsObject() : [];
            foreach ((string user, JsonNode? password) in kept)
            {
                secrets._secrets[user] = password!.GetValue<string>();
            }

            return secrets;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new UserErrorException(
                new Wording(
                    $"{secrets._file}已损坏；请用副本恢复。没有它，单元各部分会得到新密码，必须同时换上新的文件。",
                    $"{secrets._file} is damaged; put it back from a copy. Without it the parts of the cell get new passwords, and all of "
                        + $"them must get their new files at once.").In(isChinese), UserErrorException.WrongInput);
        }
    }

    /// <summary>A password of 192 random bits.</summary>
    /// <returns>It.</returns>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The password of a user; a new one where there is none yet.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The password.</returns>
    public string Of(string user)
    {
        if (!_secrets.TryGetValue(user, out string? password))
        {
            _secrets[user] = password = Create();
        }

        return password;
    }

    /// <summary>Keeps them.</summary>
    public void Save() => OwnerOnly.Replace(_file,
        PlainJson.Write(new JsonObject(_secrets.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))));
}
