using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace AedCabinet.Feeds;

/// <summary>
/// The secrets that sign: made here, shown once, and kept sealed with what seals cookies, so that a copy of one table tells nobody.
/// </summary>
/// <param name="protection">Seals.</param>
public sealed class FeedSecrets(IDataProtectionProvider protection)
{
    /// <summary>So long the secret before a new one signs too.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    private readonly IDataProtector _seal = protection.CreateProtector("AedCabinet.Feeds.Secret");

    /// <summary>Makes one.</summary>
    /// <returns><c>whsec_</c> and base64.</returns>
    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Seals one.</summary>
    /// <param name="secret">It.</param>
    /// <returns>What is kept.</returns>
    internal string Seal(string secret) => _seal.Protect(secret);

    /// <summary>Opens one.</summary>
    /// <param name="kept">What is kept.</param>
    /// <returns>It.</returns>
    /// <exception cref="CryptographicException">It was sealed by another registry, or what seals is lost.</exception>
    internal string Open(string kept) => _seal.Unprotect(kept);
}
