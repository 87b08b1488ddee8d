using System.Buffers.Text;
using System.Collections;
using System.Security.Cryptography;
using AedCabinet.Controller;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>What only the cabinet and its registry know.</summary>
/// <param name="Key">The key with which commands are signed, 64 hexadecimal digits.</param>
/// <param name="Password">The password at the broker.</param>
public sealed record CabinetSecrets(string Key, string Password)
{
    /// <summary>How many bytes the key has.</summary>
    public const int KeyBytes = 32;

    // 192 bits: beyond guessing, and 32 characters.
    private const int PasswordBytes = 24;

    /// <summary>Makes new ones.</summary>
    /// <returns>The secrets.</returns>
    public static CabinetSecrets Create() =>
        new(Draw(() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes))), CreatePassword());

    /// <summary>Makes a password.</summary>
    /// <returns>32 letters, digits, '-' and '_', the first a letter: a '-' in front would be an option to many a tool.</returns>
    public static string CreatePassword() =>
        Draw(() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes)), text => char.IsAsciiLetter(text[0]));

    /// <summary>Whether the device reads a text as the text it is: its parser takes some that begin with digits for times.</summary>
    /// <param name="text">The text, without quotation marks and backslashes.</param>
    /// <returns><c>false</c> when it would be read as something else.</returns>
    public static bool IsReadAsText(string text) =>
        new JsonParser().TryParse($"{{\"text\":\"{text}\"}}", out Hashtable root) && root["text"] is string;

    private static string Draw(Func<string> draw, Func<string, bool>? isFit = null)
    {
        string text;
        do
        {
            text = draw();
        }
        while (isFit?.Invoke(text) == false || !IsReadAsText(text));

        return text;
    }

    /// <summary>Nothing of it is ever shown.</summary>
    /// <returns>A constant text.</returns>
    public override string ToString() => "(secret)";
}
