using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AedCabinet.Handover;

/// <summary>Passwords as Mosquitto's password file holds them: <c>$7$iterations$salt$hash</c>, PBKDF2 with HMAC-SHA-512.</summary>
public static class PasswordHash
{
    // As mosquitto_passwd has them. More iterations would add nothing to a random password of 192 bits, but cost the broker
    // when a whole region connects at once.
    private const int Iterations = 101;
    private const int SaltBytes = 12;
    private const int HashBytes = 64;

    /// <summary>Hashes a password with a new salt.</summary>
    /// <param name="password">The password.</param>
    /// <returns>What stands after the user's name and its colon.</returns>
    public static string Create(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(CultureInfo.InvariantCulture,
            $"$7${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Hash(password, salt, Iterations))}");
    }

    /// <summary>Whether a hash is of a password.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="password">The password.</param>
    /// <returns><c>false</c> also when the hash has another form.</returns>
    public static bool Fits(string hash, string password)
    {
        string[] parts = hash.Split('$');
        if (parts is not ["", "7", _, _, _] || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations)
            || iterations is < 1 or > 1_000_000)
        {
            return false;
        }

        byte[] salt = new byte[parts[3].Length];
        byte[] expected = new byte[parts[4].Length];
        return Convert.TryFromBase64String(parts[3], salt, out int saltBytes)
            && Convert.TryFromBase64String(parts[4], expected, out int hashBytes)
            && hashBytes == HashBytes
            && CryptographicOperations.FixedTimeEquals(Hash(password, salt[..saltBytes], iterations), expected.AsSpan(0, hashBytes));
    }

    private static byte[] Hash(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
