using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AedCabinet.Contract;

/// <summary>Signs commands as a registry does (<c>firmware/contract/README.md</c>, Commands).</summary>
public static class CommandSigner
{
    /// <summary>The most bytes that a cabinet takes for a command.</summary>
    public const int MaxBytes = 2048;

    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One signed command.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="key">The cabinet's key, 32 bytes.</param>
    /// <param name="id">The command's id.</param>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments, a JSON object as text.</param>
    /// <param name="counter">Its number, above that of every command before.</param>
    /// <param name="expires">When it expires, as it stands in the message.</param>
    /// <returns>The message, JSON in one line.</returns>
    public static string Sign(string cabinet, byte[] key, string id, string name, string args, long counter, string expires)
    {
        string text = string.Join('\n', "v1", cabinet, id, name, args, counter, expires);
        return new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["args"] = args,
            ["counter"] = counter,
            ["expires"] = expires,
            ["mac"] = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))),
        }.ToJsonString(s_plainText);
    }
}
