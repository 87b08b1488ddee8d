using System.Security.Cryptography;
using System.Text;

namespace AedCabinet.Accounts;

/// <summary>A system's secret: random and long, so that a plain hash of it is enough.</summary>
public static class SystemSecret
{
    private const int Bytes = 32;

    /// <summary>Makes one.</summary>
    /// <returns>43 letters, digits, <c>-</c> and <c>_</c>.</returns>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)).TrimEnd('=').Replace('+', '-')
        .Replace('/', '_');

    /// <summary>What is kept of it.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>The hash.</returns>
    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a secret is the one that is kept.</summary>
    /// <param name="secret">The secret, or <c>null</c>.</param>
    /// <param name="hash">What is kept, or <c>null</c>.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool Fits(string? secret, string? hash) => secret is not null && hash is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));
}
