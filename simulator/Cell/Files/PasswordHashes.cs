using System.Text.RegularExpressions;

namespace AedCabinet.Cell.Files;

/// <summary>
/// The hashes by which nats-server knows its users. A hash that was written before and still fits its password is kept: a file in which
/// nothing changed is then the same file, and one hash serves all machines.
/// </summary>
public sealed partial class PasswordHashes
{
    // A password of 192 random bits gains nothing from a slow hash, and a region that comes back at once would wait for it: with
    // the usual cost of 11 a core checks 17 clients a second, with 4 some 1,500.
    private const int Cost = 4;

    private readonly Dictionary<string, string> _known = [];
    private readonly HashSet<string> _checked = [];

    /// <summary>Reads the hashes of files that were written before.</summary>
    /// <param name="files">The files; those that are not there are left out.</param>
    /// <returns>The hashes.</returns>
    public static PasswordHashes From(IEnumerable<string> files)
    {
        PasswordHashes hashes = new();
        foreach (string file in files.Where(File.Exists))
        {
            foreach (Match match in User().Matches(File.ReadAllText(file)))
            {
                hashes._known.TryAdd(match.Groups["user"].Value, match.Groups["hash"].Value);
            }
        }

        return hashes;
    }

    /// <summary>The hash of a user's password.</summary>
    /// <param name="user">The user.</param>
    /// <param name="password">The password.</param>
    /// <returns>The hash.</returns>
    public string Of(string user, string password)
    {
        if (!_checked.Contains(user) && !(_known.TryGetValue(user, out string? known) && Fits(password, known)))
        {
            _known[user] = BCrypt.Net.BCrypt.HashPassword(password, Cost);
        }

        _checked.Add(user);
        return _known[user];
    }

    private static bool Fits(string password, string hash)
    {
        try
        {
            return BCrypt.Net.BCrypt.Verify(password, hash) && !BCrypt.Net.BCrypt.PasswordNeedsRehash(hash, Cost);
        }
        catch (BCrypt.Net.SaltParseException)
        {
            return false;
        }
    }

    [GeneratedRegex("user: \"(?<user>[^\"]+)\", password: \"(?<hash>[$]2[aby][$][^\"]+)\"")]
    private static partial Regex User();
}
