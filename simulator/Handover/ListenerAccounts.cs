using System.Text;

namespace AedCabinet.Handover;

/// <summary>
/// The accounts of one of the broker's listeners: Mosquitto's password file and its ACL file. No listener knows another's.
/// </summary>
public sealed class ListenerAccounts
{
    /// <summary>The listener at which cabinets come in.</summary>
    public const string Cabinets = "cabinets";

    /// <summary>The listener at which the registry, the centres and the departments come in.</summary>
    public const string Readers = "readers";

    private const string UserWord = "user ";

    private readonly string _folder;
    private readonly string _name;
    private readonly SortedDictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _rules = new(StringComparer.Ordinal);
    private readonly List<string> _commonRules = [];

    private ListenerAccounts(string folder, string name)
    {
        _folder = folder;
        _name = name;
    }

    /// <summary>Gets the hashes of the passwords by user.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _hashes;

    /// <summary>The name of a listener's password file.</summary>
    /// <param name="name">The listener's name.</param>
    /// <returns>The file's name.</returns>
    public static string PasswordsOf(string name) => name + ".passwords";

    /// <summary>The name of a listener's ACL file.</summary>
    /// <param name="name">The listener's name.</param>
    /// <returns>The file's name.</returns>
    public static string AclOf(string name) => name + ".acl";

    /// <summary>Reads what is there; nothing where there is nothing yet.</summary>
    /// <param name="folder">The folder with the registry's files.</param>
    /// <param name="name">The listener's name.</param>
    /// <returns>The accounts.</returns>
    public static ListenerAccounts Load(string folder, string name)
    {
        ListenerAccounts accounts = new(folder, name);
        accounts.ReadPasswords(Path.Combine(folder, PasswordsOf(name)));
        accounts.ReadAcl(Path.Combine(folder, AclOf(name)));
        return accounts;
    }

    /// <summary>Takes over users from the two files that all listeners once shared.</summary>
    /// <param name="passwords">The shared password file.</param>
    /// <param name="acl">The shared ACL file.</param>
    /// <param name="isOurs">Whether a user belongs to this listener.</param>
    public void TakeOver(string passwords, string acl, Func<string, bool> isOurs)
    {
        ListenerAccounts shared = new(_folder, _name);
        shared.ReadPasswords(passwords);
        shared.ReadAcl(acl);
        foreach ((string user, string hash) in shared._hashes.Where(pair => isOurs(pair.Key)))
        {
            _hashes.TryAdd(user, hash);
        }

        foreach ((string user, List<string> rules) in shared._rules.Where(pair => isOurs(pair.Key)))
        {
            _rules.TryAdd(user, rules);
        }
    }

    /// <summary>The ACL's lines of a user.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The lines; none when the user isn't there.</returns>
    public IReadOnlyList<string> RulesOf(string user) => _rules.GetValueOrDefault(user) ?? [];

    /// <summary>Enters a user, or corrects it.</summary>
    /// <param name="user">The user.</param>
    /// <param name="rules">The ACL's lines.</param>
    /// <param name="password">The password.</param>
    public void Put(string user, IEnumerable<string> rules, string password)
    {
        _rules[user] = [.. rules];

        // The same password keeps its line, so that a second run changes nothing.
        if (!_hashes.TryGetValue(user, out string? hash) || !PasswordHash.Fits(hash, password))
        {
            _hashes[user] = PasswordHash.Create(password);
        }
    }

    /// <summary>Takes a user away.</summary>
    /// <param name="user">The user.</param>
    public void Remove(string user)
    {
        _hashes.Remove(user);
        _rules.Remove(user);
    }

    /// <summary>Writes both files, each in one step.</summary>
    public void Save()
    {
        OwnerOnly.Replace(Path.Combine(_folder, PasswordsOf(_name)), Lines(_hashes.Select(pair => $"{pair.Key}:{pair.Value}")));
        OwnerOnly.Replace(Path.Combine(_folder, AclOf(_name)),
            Lines(_commonRules.Concat(_rules.SelectMany(pair => (string[])[UserWord + pair.Key, .. pair.Value, string.Empty]))));
    }

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static string[] ReadLines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    private void ReadPasswords(string file)
    {
        foreach (string line in ReadLines(file))
        {
            int colon = line.IndexOf(':');
            if (colon > 0)
            {
                _hashes[line[..colon]] = line[(colon + 1)..];
            }
        }
    }

    private void ReadAcl(string file)
    {
        List<string> rules = _commonRules;
        foreach (string line in ReadLines(file))
        {
            if (line.StartsWith(UserWord, StringComparison.Ordinal))
            {
                rules = _rules[line[UserWord.Length..].Trim()] = [];
            }
            else if (line.Trim().Length > 0)
            {
                rules.Add(line);
            }
        }
    }
}
