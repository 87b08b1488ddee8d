using System.Buffers.Text;
using System.Security.Cryptography;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>What only the cabinet and its registry know.</summary>
/// <param name="Key">The key with which commands are signed, 64 hexadecimal digits.</param>
/// <param name="Password">The password at the broker.</param>
internal sealed record CabinetSecrets(string Key, string Password)
{
    /// <summary>How many bytes the key has.</summary>
    public const int KeyBytes = 32;

    // 192 bits: beyond guessing, and 32 characters.
    private const int PasswordBytes = 24;

    /// <summary>Makes new ones.</summary>
    /// <returns>The secrets.</returns>
    public static CabinetSecrets Create()
    {
        string key;
        do
        {
            key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        }
        while (key.All(char.IsAsciiDigit)); // The device's JSON parser would take it for a time; never seen.

        return new CabinetSecrets(key, CreatePassword());
    }

    /// <summary>Makes a password.</summary>
    /// <returns>32 letters, digits, '-' and '_', the first a letter.</returns>
    public static string CreatePassword()
    {
        string password;
        do
        {
            password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes));
        }
        while (!char.IsAsciiLetter(password[0])); // A '-' in front would be an option to many a tool.

        return password;
    }

    /// <summary>Nothing of it is ever shown.</summary>
    /// <returns>A constant text.</returns>
    public override string ToString() => "(secret)";
}
