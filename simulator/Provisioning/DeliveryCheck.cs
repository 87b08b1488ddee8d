namespace AedCabinet.Simulator.Provisioning;

/// <summary>Checks cabinets' folders against each other and against what the registry and its broker are given.</summary>
/// <param name="folder">One cabinet's folder, or the one with all of them.</param>
/// <param name="now">The time.</param>
internal sealed class DeliveryCheck(DirectoryInfo folder, DateTimeOffset now)
{
    private readonly List<BundleProblem> _problems = [];
    private readonly Dictionary<string, string> _keys = [];
    private readonly Dictionary<string, string> _passwords = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _probes = [];
    private string[]? _configuration;

    /// <summary>Gets how many cabinets were checked.</summary>
    public int Cabinets { get; private set; }

    /// <summary>Checks everything.</summary>
    /// <returns>What is wrong.</returns>
    /// <exception cref="SimulatorException">There is no such folder, or no cabinet's in it.</exception>
    public IReadOnlyList<BundleProblem> Run()
    {
        if (!folder.Exists)
        {
            throw new SimulatorException($"There is no folder {folder.FullName}.", SimulatorException.WrongInput);
        }

        bool isOne = BundleFilesAreIn(folder);
        DirectoryInfo output = isOne ? folder.Parent! : folder;
        DirectoryInfo[] folders = isOne ? [folder] : [.. folder.EnumerateDirectories().Where(IsCabinet).OrderBy(item => item.Name, StringComparer.Ordinal)];
        if (folders.Length == 0)
        {
            throw new SimulatorException($"{folder.FullName} holds no cabinet's folder; it should be the --out of \"provision\".", SimulatorException.WrongInput);
        }

        if (!isOne)
        {
            CheckOutput(output);
        }

        RegistryFiles? registry = LoadRegistry(output);
        FirmwareCheck firmware = new(output, _problems);
        firmware.Run();
        IReadOnlyDictionary<string, BoardTarget> boards = BoardTarget.LoadAll();
        foreach (DirectoryInfo item in folders)
        {
            BundleCheck check = new(item, boards, now, _problems);
            check.Run();
            Cabinets++;
            CheckUnique(item.Name, check);
            firmware.CheckBoard(item.Name, check.Board);
            if (registry is not null && check.Configuration is { } configuration)
            {
                CheckRegistry(registry, configuration, check.Key);
            }
        }

        return _problems;
    }

    private static bool BundleFilesAreIn(DirectoryInfo item) => File.Exists(Path.Combine(item.FullName, Controller.ConfigurationFile.Name)) || File.Exists(Path.Combine(item.FullName, BundleFiles.Deployment));

    private static bool IsCabinet(DirectoryInfo item) => item.Name[0] != '.' && item.Name is not (CabinetIds.RegistryFolder or CabinetIds.FirmwareFolder);

    private void CheckOutput(DirectoryInfo output)
    {
        foreach (string leftover in BundleFolder.Leftovers(output.FullName))
        {
            Add(Path.GetFileName(leftover), "was left by a run that was interrupted", "run the same \"provision\" command again");
        }

        if (!File.Exists(Path.Combine(output.FullName, LabelSheets.FileName)))
        {
            Add(LabelSheets.FileName, "is missing", "run the same \"provision\" command again");
        }

        foreach (DirectoryInfo item in (DirectoryInfo[])[output, new DirectoryInfo(Path.Combine(output.FullName, CabinetIds.RegistryFolder))])
        {
            if (item.Exists && OwnerOnly.IsOpenToOthers(item.FullName))
            {
                Add(item == output ? output.Name : item.Name, "may be read by others, and it holds secrets", "chmod 700 the folder");
            }
        }
    }

    private RegistryFiles? LoadRegistry(DirectoryInfo output)
    {
        string registry = Path.Combine(output.FullName, CabinetIds.RegistryFolder);
        if (!Directory.Exists(registry))
        {
            Add(CabinetIds.RegistryFolder, "is not there, so passwords and permissions can't be checked", "check in the office, where it is");
            return null;
        }

        foreach (string name in RegistryFiles.Names)
        {
            string file = Path.Combine(registry, name);
            if (!File.Exists(file))
            {
                AddRegistry(name, "is missing", "run the same \"provision\" command again");
            }
            else if (OwnerOnly.IsOpenToOthers(file))
            {
                AddRegistry(name, "may be read by others, and it holds secrets", "chmod 600 the file");
            }
        }

        try
        {
            RegistryFiles files = RegistryFiles.Load(output.FullName);
            foreach ((string user, string password) in files.AccountPasswords.Where(pair => !PasswordHash.Fits(files.Readers.Hashes.GetValueOrDefault(pair.Key, string.Empty), pair.Value)))
            {
                AddRegistry(ListenerAccounts.PasswordsOf(ListenerAccounts.Readers), $"does not know the password that {RegistryFiles.Accounts} has for \"{user}\"", "run the same \"provision\" command again");
            }

            CheckListeners(files, Path.Combine(registry, BrokerConfiguration.FileName));
            return files;
        }
        catch (SimulatorException)
        {
            AddRegistry(RegistryFiles.Keys, $"or {RegistryFiles.Accounts} is damaged", "put it back from a copy");
            return null;
        }
    }

    // What one listener's accounts may, they may at that listener only.
    private void CheckListeners(RegistryFiles files, string configuration)
    {
        foreach (string user in files.Cabinets.Hashes.Keys.Intersect(files.Readers.Hashes.Keys))
        {
            AddRegistry(ListenerAccounts.PasswordsOf(ListenerAccounts.Readers), $"and {ListenerAccounts.PasswordsOf(ListenerAccounts.Cabinets)} both know \"{user}\"; an account of one listener must not come in at the other", "remove its line from one of them");
        }

        foreach (string user in files.WithdrawnCabinets.Keys.Where(files.Cabinets.Hashes.ContainsKey))
        {
            AddRegistry(ListenerAccounts.PasswordsOf(ListenerAccounts.Cabinets), $"lets {user} in, which was withdrawn", $"run \"provision withdraw {user}\" again");
        }

        _configuration = File.Exists(configuration) ? File.ReadAllLines(configuration) : null;
        if (_configuration is not null && !_configuration.Contains("per_listener_settings true"))
        {
            AddRegistry(BrokerConfiguration.FileName, "lets every account in at every listener", "run the same \"provision\" command again");
        }
    }

    private void CheckUnique(string name, BundleCheck check)
    {
        CheckUnique(name, _ids, check.Configuration?.Id, "its id is also that of", "no two cabinets have the same id: correct the table");
        CheckUnique(name, _keys, check.Key, "its key is also that of", "make one of the folders anew with \"provision … --force --new-keys\"");
        CheckUnique(name, _passwords, check.Configuration?.Broker.Password, "its password is also that of", "make one of the folders anew with \"provision … --force --new-keys\"");
        foreach (byte[]? probe in new[] { check.Configuration?.Climate.InsideProbeRom, check.Configuration?.Climate.OutsideProbeRom })
        {
            CheckUnique(name, _probes, probe is null ? null : Convert.ToHexString(probe), "a probe's number is also in", "no two probes have the same number: correct the table");
        }
    }

    private void CheckUnique(string name, Dictionary<string, string> seen, string? value, string what, string remedy)
    {
        if (!string.IsNullOrEmpty(value) && !seen.TryAdd(value, name))
        {
            Add($"{name}/{Controller.ConfigurationFile.Name}", $"{what} {seen[value]}", remedy);
        }
    }

    private void CheckRegistry(RegistryFiles registry, CabinetConfiguration configuration, string key)
    {
        const string Again = "run the same \"provision\" command again, and give the file to the broker";
        string id = configuration.Id;
        string passwords = ListenerAccounts.PasswordsOf(ListenerAccounts.Cabinets);
        string acl = ListenerAccounts.AclOf(ListenerAccounts.Cabinets);
        if (_configuration is not null && !_configuration.Contains($"listener {configuration.Broker.Port}"))
        {
            AddRegistry(BrokerConfiguration.FileName, $"has no listener at port {configuration.Broker.Port}, where {id} wants to come in", "run the same \"provision\" command again with the site's file, and give the file to the broker");
        }

        if (!registry.Cabinets.Hashes.TryGetValue(id, out string? hash))
        {
            AddRegistry(passwords, $"does not know {id}; the broker would not let it in", Again);
        }
        else if (!PasswordHash.Fits(hash, configuration.Broker.Password))
        {
            AddRegistry(passwords, $"has another password for {id} than its cabinet.json", "the folder is older than the file, or one was changed: " + BundleProblem.MakeAnew);
        }

        string topic = new Topics(configuration).Base;
        string[] expected = [.. AclRules.OfCabinet(topic)];
        IReadOnlyList<string> rules = registry.Cabinets.RulesOf(id);
        foreach (string rule in expected.Except(rules))
        {
            AddRegistry(acl, $"does not allow {id} \"{rule}\"", Again);
        }

        foreach (string rule in rules.Except(expected))
        {
            AddRegistry(acl, $"allows {id} more than its own: \"{rule}\"", "remove the line, or " + Again);
        }

        if (!registry.Entries.TryGetValue(id, out RegistryEntry? entry))
        {
            AddRegistry(RegistryFiles.Keys, $"has no key of {id}; nobody could command it", Again);
            return;
        }

        if (entry.Key != key)
        {
            AddRegistry(RegistryFiles.Keys, $"has another key for {id} than its cabinet.json", "the folder is older than the file, or one was changed: " + BundleProblem.MakeAnew);
        }

        if (configuration.FirstBoot < entry.FirstBoot)
        {
            Add($"{id}/{Controller.ConfigurationFile.Name}", $"firstBoot: {configuration.FirstBoot} is below {entry.FirstBoot} of {CabinetIds.RegistryFolder}/{RegistryFiles.Keys}; the folder is an older one", BundleProblem.MakeAnew);
        }
    }

    private void AddRegistry(string name, string what, string remedy) => Add($"{CabinetIds.RegistryFolder}/{name}", what, remedy);

    private void Add(string file, string what, string remedy, bool isHint = false) => _problems.Add(new(file, what, remedy, isHint));
}
