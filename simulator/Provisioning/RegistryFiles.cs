using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// What the registry and its broker are given: passwords, ACL, keys, and the passwords of the accounts that are no cabinet's.
/// Runs add to it; what an earlier run or the site put there stays.
/// </summary>
internal sealed class RegistryFiles
{
    /// <summary>Mosquitto's password file.</summary>
    public const string Passwords = "passwords";

    /// <summary>Mosquitto's ACL file.</summary>
    public const string Acl = "acl";

    /// <summary>The cabinets' keys, for the command desk.</summary>
    public const string Keys = "keys.json";

    /// <summary>The passwords of the registry, the centres and the departments.</summary>
    public const string Accounts = "accounts.json";

    /// <summary>What belongs into the broker's configuration.</summary>
    public const string Configuration = "mosquitto.conf";

    private const string UserWord = "user ";

    private readonly string _folder;
    private readonly SortedDictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _rules = new(StringComparer.Ordinal);
    private readonly List<string> _commonRules = [];
    private readonly SortedDictionary<string, RegistryEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _accounts = new(StringComparer.Ordinal);

    private RegistryFiles(string folder) => _folder = folder;

    /// <summary>Gets the cabinets by id.</summary>
    public IReadOnlyDictionary<string, RegistryEntry> Entries => _entries;

    /// <summary>Gets the hashes of the passwords by user.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _hashes;

    /// <summary>Gets the passwords of the accounts that are no cabinet's, by user.</summary>
    public IReadOnlyDictionary<string, string> AccountPasswords => _accounts;

    /// <summary>Reads what is there; nothing where there is nothing yet.</summary>
    /// <param name="output">The folder with the cabinets' folders.</param>
    /// <returns>The files.</returns>
    /// <exception cref="SimulatorException">A file is there and can't be read.</exception>
    public static RegistryFiles Load(string output)
    {
        RegistryFiles files = new(Path.Combine(output, CabinetIds.RegistryFolder));
        files.ReadPasswords();
        files.ReadAcl();
        files.ReadKeys();
        return files;
    }

    /// <summary>Enters a cabinet, or corrects it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="entry">What the command desk is to know.</param>
    /// <param name="password">Its password.</param>
    public void Put(string id, RegistryEntry entry, string password)
    {
        _entries[id] = entry;
        _rules[id] = [.. AclRules.OfCabinet(entry.Topic)];
        PutPassword(id, password);
    }

    /// <summary>The ACL's lines of a user.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The lines; none when the user isn't there.</returns>
    public IReadOnlyList<string> RulesOf(string user) => _rules.GetValueOrDefault(user) ?? [];

    /// <summary>Writes everything, each file in one step.</summary>
    public void Save()
    {
        foreach ((string user, IReadOnlyList<string> rules) in AclRules.OfReaders(_entries.Values.Select(entry => entry.Topic)))
        {
            _rules[user] = [.. rules];
            _accounts.TryAdd(user, CabinetSecrets.CreatePassword());
            PutPassword(user, _accounts[user]);
        }

        OwnerOnly.CreateFolder(_folder);

        // The passwords of the accounts first: were they lost, the hashes would be of nothing that anybody knows.
        Replace(Accounts, PlainJson.Write(new JsonObject(_accounts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))));
        Replace(Keys, PlainJson.Write(new JsonObject(_entries.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ToJson(pair.Value))))));
        Replace(Passwords, Lines(_hashes.Select(pair => $"{pair.Key}:{pair.Value}")));
        Replace(Acl, Lines(_commonRules.Concat(_rules.SelectMany(pair => (string[])[UserWord + pair.Key, .. pair.Value, string.Empty]))));
        using Stream template = Assembly.GetExecutingAssembly().GetManifestResourceStream("provisioning/" + Configuration)!;
        using StreamReader reader = new(template);
        Replace(Configuration, Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n")));
    }

    private static JsonObject ToJson(RegistryEntry entry) => new() { ["topic"] = entry.Topic, ["key"] = entry.Key, ["firstBoot"] = entry.FirstBoot };

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private void PutPassword(string user, string password)
    {
        // The same password keeps its line, so that a second run changes nothing.
        if (!_hashes.TryGetValue(user, out string? hash) || !PasswordHash.Fits(hash, password))
        {
            _hashes[user] = PasswordHash.Create(password);
        }
    }

    private void Replace(string name, byte[] content) => OwnerOnly.Replace(Path.Combine(_folder, name), content);

    private void ReadPasswords()
    {
        foreach (string line in ReadLines(Passwords))
        {
            int colon = line.IndexOf(':');
            if (colon > 0)
            {
                _hashes[line[..colon]] = line[(colon + 1)..];
            }
        }
    }

    private void ReadAcl()
    {
        List<string> rules = _commonRules;
        foreach (string line in ReadLines(Acl))
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

    private void ReadKeys()
    {
        string file = string.Empty;
        try
        {
            file = Path.Combine(_folder, Keys);
            foreach ((string id, JsonNode? node) in ReadObject(file))
            {
                _entries[id] = new RegistryEntry(node!["topic"]!.GetValue<string>(), node["key"]!.GetValue<string>(), node["firstBoot"]!.GetValue<int>());
            }

            file = Path.Combine(_folder, Accounts);
            foreach ((string user, JsonNode? node) in ReadObject(file))
            {
                _accounts[user] = node!.GetValue<string>();
            }
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new SimulatorException($"{file} is damaged; put it back from a copy, or remove it and run \"provision\" for all cabinets again.", SimulatorException.WrongInput);
        }
    }

    private static JsonObject ReadObject(string file) => File.Exists(file) ? JsonNode.Parse(File.ReadAllBytes(file))!.AsObject() : [];

    private string[] ReadLines(string name)
    {
        string file = Path.Combine(_folder, name);
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }
}
