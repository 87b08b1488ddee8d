using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using AedCabinet.Terminal;

namespace AedCabinet.Handover;

/// <summary>
/// What the registry and its broker are given: accounts of both listeners, keys, and the passwords of the accounts that are no
/// cabinet's. Runs add to it; what an earlier run or the site put there stays.
/// </summary>
public sealed class RegistryFiles
{
    /// <summary>The cabinets' keys, for the command desk.</summary>
    public const string Keys = "keys.json";

    /// <summary>The passwords of the registry, the centres and the departments.</summary>
    public const string Accounts = "accounts.json";

    /// <summary>The broker's configuration.</summary>
    public const string Broker = "mosquitto.conf";

    /// <summary>The cabinets that were withdrawn.</summary>
    public const string Withdrawn = "withdrawn.json";

    // Files that both listeners once shared: with them a cabinet's account could connect at the registry's listener.
    private const string SharedPasswords = "passwords";
    private const string SharedAcl = "acl";

    private readonly string _folder;
    private readonly SortedDictionary<string, RegistryEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _accounts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, WithdrawnCabinet> _withdrawn = new(StringComparer.Ordinal);

    private RegistryFiles(string folder)
    {
        _folder = folder;
        Cabinets = ListenerAccounts.Load(folder, ListenerAccounts.Cabinets);
        Readers = ListenerAccounts.Load(folder, ListenerAccounts.Readers);
    }

    /// <summary>Gets every file, in the order in which they are told.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        ListenerAccounts.PasswordsOf(ListenerAccounts.Cabinets), ListenerAccounts.AclOf(ListenerAccounts.Cabinets),
        ListenerAccounts.PasswordsOf(ListenerAccounts.Readers), ListenerAccounts.AclOf(ListenerAccounts.Readers), Keys, Accounts, Broker,
    ];

    /// <summary>Gets the cabinets by id.</summary>
    public IReadOnlyDictionary<string, RegistryEntry> Entries => _entries;

    /// <summary>Gets the accounts of the cabinets' listener.</summary>
    public ListenerAccounts Cabinets { get; }

    /// <summary>Gets the accounts of the readers' listener.</summary>
    public ListenerAccounts Readers { get; }

    /// <summary>Gets the passwords of the accounts that are no cabinet's, by user.</summary>
    public IReadOnlyDictionary<string, string> AccountPasswords => _accounts;

    /// <summary>Gets the cabinets that were withdrawn, by id.</summary>
    public IReadOnlyDictionary<string, WithdrawnCabinet> WithdrawnCabinets => _withdrawn;

    /// <summary>Reads what is there; nothing where there is nothing yet.</summary>
    /// <param name="output">The folder with the cabinets' folders.</param>
    /// <returns>The files.</returns>
    /// <exception cref="UserErrorException">A file is there and can't be read.</exception>
    public static RegistryFiles Load(string output)
    {
        RegistryFiles files = new(Path.Combine(output, CabinetIds.RegistryFolder));
        files.ReadObjects();
        files.TakeOverShared();
        return files;
    }

    /// <summary>Enters a cabinet, or corrects it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="entry">What the command desk is to know.</param>
    /// <param name="password">Its password.</param>
    public void Put(string id, RegistryEntry entry, string password)
    {
        _entries[id] = entry;
        _withdrawn.Remove(id);
        Cabinets.Put(id, AclRules.OfCabinet(entry.Topic), password);
    }

    /// <summary>Takes a cabinet's account, its permissions and its key away, and remembers that it was there.</summary>
    /// <param name="id">Its id, one of <see cref="Entries"/>.</param>
    /// <param name="day">The day.</param>
    public void Withdraw(string id, DateOnly day)
    {
        RegistryEntry entry = _entries[id];
        _entries.Remove(id);
        Cabinets.Remove(id);
        _withdrawn[id] = new WithdrawnCabinet(entry.Topic, entry.FirstBoot, day);
    }

    /// <summary>Writes everything, each file in one step.</summary>
    /// <param name="createPassword">Makes the password of an account that is new.</param>
    /// <param name="configureBroker">Makes the broker's configuration for a number of cabinets; <c>null</c> leaves it as it is.</param>
    public void Save(Func<string> createPassword, Func<int, string>? configureBroker)
    {
        foreach ((string user, IReadOnlyList<string> rules) in AclRules.OfReaders(_entries.Values.Select(entry => entry.Topic)))
        {
            _accounts.TryAdd(user, createPassword());
            Readers.Put(user, rules, _accounts[user]);
        }

        OwnerOnly.CreateFolder(_folder);

        // The passwords are written first: hashes without them would lock everybody out.
        Replace(Accounts, PlainJson.Write(new JsonObject(_accounts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))));
        if (_withdrawn.Count > 0 || File.Exists(Path.Combine(_folder, Withdrawn)))
        {
            Replace(Withdrawn,
                PlainJson.Write(new JsonObject(_withdrawn.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ToJson(pair.Value))))));
        }

        Replace(Keys,
            PlainJson.Write(new JsonObject(_entries.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ToJson(pair.Value))))));
        Cabinets.Save();
        Readers.Save();
        if (configureBroker is not null)
        {
            Replace(Broker, Encoding.UTF8.GetBytes(configureBroker(_entries.Count)));
        }

        File.Delete(Path.Combine(_folder, SharedPasswords));
        File.Delete(Path.Combine(_folder, SharedAcl));
    }

    private static JsonObject ToJson(RegistryEntry entry) =>
        new() { ["topic"] = entry.Topic, ["key"] = entry.Key, ["firstBoot"] = entry.FirstBoot };

    private static JsonObject ToJson(WithdrawnCabinet cabinet) =>
        new()
        {
            ["topic"] = cabinet.Topic,
            ["firstBoot"] = cabinet.FirstBoot,
            ["withdrawn"] = cabinet.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        };

    private void Replace(string name, byte[] content) => OwnerOnly.Replace(Path.Combine(_folder, name), content);

    private void TakeOverShared()
    {
        (string passwords, string acl) = (Path.Combine(_folder, SharedPasswords), Path.Combine(_folder, SharedAcl));
        Cabinets.TakeOver(passwords, acl, _entries.ContainsKey);
        Readers.TakeOver(passwords, acl, user => !_entries.ContainsKey(user));
    }

    private void ReadObjects()
    {
        string file = string.Empty;
        try
        {
            file = Path.Combine(_folder, Keys);
            foreach ((string id, JsonNode? node) in ReadObject(file))
            {
                _entries[id] = new RegistryEntry(node!["topic"]!.GetValue<string>(), node["key"]!.GetValue<string>(),
                    node["firstBoot"]!.GetValue<int>());
            }

            file = Path.Combine(_folder, Accounts);
            foreach ((string user, JsonNode? node) in ReadObject(file))
            {
                _accounts[user] = node!.GetValue<string>();
            }

            file = Path.Combine(_folder, Withdrawn);
            foreach ((string id, JsonNode? node) in ReadObject(file))
            {
                _withdrawn[id] = new WithdrawnCabinet(
                    node!["topic"]!.GetValue<string>(), node["firstBoot"]!.GetValue<int>(),
                    DateOnly.ParseExact(node["withdrawn"]!.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }
        catch (Exception exception) when (exception
            is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new UserErrorException(
                $"{file} is damaged; put it back from a copy, or remove it and run \"provision\" for all cabinets again.",
                UserErrorException.WrongInput);
        }
    }

    private static JsonObject ReadObject(string file) => File.Exists(file) ? JsonNode.Parse(File.ReadAllBytes(file))!.AsObject() : [];
}
