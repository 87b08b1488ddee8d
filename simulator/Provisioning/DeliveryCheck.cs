using AedCabinet.Handover;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Checks cabinets' folders against each other and against what the registry and its broker are given.</summary>
/// <param name="folder">One cabinet's folder, or the one with all of them.</param>
/// <param name="now">The time.</param>
public sealed class DeliveryCheck(DirectoryInfo folder, DateTimeOffset now)
{
    private static readonly Wording s_newKeys = new("用“provision … --force --new-keys”重做其中一个文件夹",
        "make one of the folders anew with \"provision … --force --new-keys\"");
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
    /// <exception cref="UserErrorException">There is no such folder, or no cabinet's in it.</exception>
    public IReadOnlyList<BundleProblem> Run()
    {
        if (!folder.Exists)
        {
            throw new UserErrorException($"没有这个文件夹 There is no folder: {folder.FullName}.", UserErrorException.WrongInput);
        }

        bool isOne = BundleFilesAreIn(folder);
        DirectoryInfo output = isOne ? folder.Parent! : folder;
        DirectoryInfo[] folders = isOne ? [folder]
            : [.. folder.EnumerateDirectories().Where(IsCabinet).OrderBy(item => item.Name, StringComparer.Ordinal)];
        if (folders.Length == 0)
        {
            throw new UserErrorException(
                $"{folder.FullName} holds no cabinet's folder; it should be the --out of \"provision\". 里面没有机柜的文件夹；应是provision的--out。",
                UserErrorException.WrongInput);
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

    private static bool BundleFilesAreIn(DirectoryInfo item) => File.Exists(Path.Combine(item.FullName, Controller.ConfigurationFile.Name))
        || File.Exists(Path.Combine(item.FullName, BundleFiles.Deployment));

    private static bool IsCabinet(DirectoryInfo item) =>
        item.Name[0] != '.' && item.Name is not (CabinetIds.RegistryFolder or CabinetIds.FirmwareFolder);

    private void CheckOutput(DirectoryInfo output)
    {
        foreach (string leftover in BundleFolder.Leftovers(output.FullName))
        {
            Add(Path.GetFileName(leftover), new("是上次中断的运行留下的", "was left by a run that was interrupted"), BundleProblem.RunAgain);
        }

        if (!File.Exists(Path.Combine(output.FullName, LabelSheets.FileName)))
        {
            Add(LabelSheets.FileName, BundleProblem.IsMissing, BundleProblem.RunAgain);
        }

        foreach (DirectoryInfo item in (DirectoryInfo[])[output,
            new DirectoryInfo(Path.Combine(output.FullName, CabinetIds.RegistryFolder))])
        {
            if (item.Exists && OwnerOnly.IsOpenToOthers(item.FullName))
            {
                Add(item == output ? output.Name : item.Name, BundleProblem.IsOpen, new("对这个文件夹用chmod 700", "chmod 700 the folder"));
            }
        }
    }

    private RegistryFiles? LoadRegistry(DirectoryInfo output)
    {
        string registry = Path.Combine(output.FullName, CabinetIds.RegistryFolder);
        if (!Directory.Exists(registry))
        {
            Add(CabinetIds.RegistryFolder, new("没有它，密码和权限无从检查", "is not there, so passwords and permissions can't be checked"),
                new("请在有它的办公室里检查", "check in the office, where it is"));
            return null;
        }

        foreach (string name in RegistryFiles.Names)
        {
            string file = Path.Combine(registry, name);
            if (!File.Exists(file))
            {
                AddRegistry(name, BundleProblem.IsMissing, BundleProblem.RunAgain);
            }
            else if (OwnerOnly.IsOpenToOthers(file))
            {
                AddRegistry(name, BundleProblem.IsOpen, new("对这个文件用chmod 600", "chmod 600 the file"));
            }
        }

        try
        {
            RegistryFiles files = RegistryFiles.Load(output.FullName);
            foreach ((string user, string password) in files.AccountPasswords.Where(
                pair => !PasswordHash.Fits(files.Readers.Hashes.GetValueOrDefault(pair.Key, string.Empty), pair.Value)))
            {
                AddRegistry(ListenerAccounts.PasswordsOf(ListenerAccounts.Readers),
                    new($"不知道{RegistryFiles.Accounts}里“{user}”的密码",
                        $"does not know the password that {RegistryFiles.Accounts} has for \"{user}\""), BundleProblem.RunAgain);
            }

            CheckListeners(files, Path.Combine(registry, BrokerConfiguration.FileName));
            return files;
        }
        catch (UserErrorException)
        {
            AddRegistry(RegistryFiles.Keys, new($"或{RegistryFiles.Accounts}已损坏", $"or {RegistryFiles.Accounts} is damaged"),
                new("请从备份恢复", "put it back from a copy"));
            return null;
        }
    }

    // Accounts have their permissions at their own listener only.
    private void CheckListeners(RegistryFiles files, string configuration)
    {
        foreach (string user in files.Cabinets.Hashes.Keys.Intersect(files.Readers.Hashes.Keys))
        {
            AddRegistry(ListenerAccounts.PasswordsOf(ListenerAccounts.Readers),
                new($"和{ListenerAccounts.PasswordsOf(ListenerAccounts.Cabinets)}都有“{user}”；一个端口的账号不得从另一个端口进来",
                    $"and {ListenerAccounts.PasswordsOf(ListenerAccounts.Cabinets)} both know \"{user}\"; an account of one listener must "
                        + $"not come in at the other"), new("请从其中一个删去这一行", "remove its line from one of them"));
        }

        foreach (string user in files.WithdrawnCabinets.Keys.Where(files.Cabinets.Hashes.ContainsKey))
        {
            AddRegistry(ListenerAccounts.PasswordsOf(ListenerAccounts.Cabinets),
                new($"还让已撤销的{user}进来", $"lets {user} in, which was withdrawn"), new($"请再运行provision withdraw {user}",
                    $"run \"provision withdraw {user}\" again"));
        }

        _configuration = File.Exists(configuration) ? File.ReadAllLines(configuration) : null;
        if (_configuration is not null && !_configuration.Contains("per_listener_settings true"))
        {
            AddRegistry(BrokerConfiguration.FileName, new("让每个账号从每个端口进来", "lets every account in at every listener"),
                BundleProblem.RunAgain);
        }
    }

    private void CheckUnique(string name, BundleCheck check)
    {
        CheckUnique(name, _ids, check.Configuration?.Id, new("编号也是这台的：", "its id is also that of "),
            new("编号不能相同：请改正表格", "no two cabinets have the same id: correct the table"));
        CheckUnique(name, _keys, check.Key, new("密钥也是这台的：", "its key is also that of "), s_newKeys);
        CheckUnique(name, _passwords, check.Configuration?.Broker.Password, new("密码也是这台的：", "its password is also that of "), s_newKeys);
        foreach (byte[]? probe in new[] { check.Configuration?.Climate.InsideProbeRom, check.Configuration?.Climate.OutsideProbeRom })
        {
            CheckUnique(name, _probes, probe is null ? null : Convert.ToHexString(probe),
                new("探头的编号也在这台里：", "a probe's number is also in "), new("探头的编号不会相同：请改正表格",
                    "no two probes have the same number: correct the table"));
        }
    }

    private void CheckUnique(string name, Dictionary<string, string> seen, string? value, Wording what, Wording remedy)
    {
        if (!string.IsNullOrEmpty(value) && !seen.TryAdd(value, name))
        {
            Add($"{name}/{Controller.ConfigurationFile.Name}", what.Before(seen[value], seen[value]), remedy);
        }
    }

    private void CheckRegistry(RegistryFiles registry, CabinetConfiguration configuration, string key)
    {
        Wording again = BundleProblem.RunAgain.Before("，再把文件交给消息服务器", ", and give the file to the broker");
        string id = configuration.Id;
        string passwords = ListenerAccounts.PasswordsOf(ListenerAccounts.Cabinets);
        string acl = ListenerAccounts.AclOf(ListenerAccounts.Cabinets);
        if (_configuration is not null && !_configuration.Contains($"listener {configuration.Broker.Port}"))
        {
            AddRegistry(BrokerConfiguration.FileName,
                new($"没有端口{configuration.Broker.Port}，而{id}要从那里进来",
                    $"has no listener at port {configuration.Broker.Port}, where {id} wants to come in"),
                    BundleProblem.RunAgain.Before("（用站点文件），再把文件交给消息服务器", " with the site's file, and give the file to the broker"));
        }

        if (!registry.Cabinets.Hashes.TryGetValue(id, out string? hash))
        {
            AddRegistry(passwords, new($"没有{id}；消息服务器不会让它进来", $"does not know {id}; the broker would not let it in"), again);
        }
        else if (!PasswordHash.Fits(hash, configuration.Broker.Password))
        {
            AddRegistry(passwords, new($"里{id}的密码与它的cabinet.json不同", $"has another password for {id} than its cabinet.json"),
                BundleProblem.MakeAnew.After("文件夹比这个文件旧，或有一个改过：", "the folder is older than the file, or one was changed: "));
        }

        string topic = new Topics(configuration).Base;
        string[] expected = [.. AclRules.OfCabinet(topic)];
        IReadOnlyList<string> rules = registry.Cabinets.RulesOf(id);
        foreach (string rule in expected.Except(rules))
        {
            AddRegistry(acl, new($"不允许{id}“{rule}”", $"does not allow {id} \"{rule}\""), again);
        }

        foreach (string rule in rules.Except(expected))
        {
            AddRegistry(acl, new($"允许{id}做不属于它的事：“{rule}”", $"allows {id} more than its own: \"{rule}\""),
                again.After("请删去这一行，或", "remove the line, or "));
        }

        if (!registry.Entries.TryGetValue(id, out RegistryEntry? entry))
        {
            AddRegistry(RegistryFiles.Keys, new($"没有{id}的密钥；谁也不能给它发命令", $"has no key of {id}; nobody could command it"), again);
            return;
        }

        if (entry.Key != key)
        {
            AddRegistry(RegistryFiles.Keys, new($"里{id}的密钥与它的cabinet.json不同", $"has another key for {id} than its cabinet.json"),
                BundleProblem.MakeAnew.After("文件夹比这个文件旧，或有一个改过：", "the folder is older than the file, or one was changed: "));
        }

        if (configuration.FirstBoot < entry.FirstBoot)
        {
            Add($"{id}/{Controller.ConfigurationFile.Name}",
                new($"firstBoot：{configuration.FirstBoot}低于{CabinetIds.RegistryFolder}/{RegistryFiles.Keys}的{entry.FirstBoot}；这是旧的文件夹",
                    $"firstBoot: {configuration.FirstBoot} is below {entry.FirstBoot} of "
                        + $"{CabinetIds.RegistryFolder}/{RegistryFiles.Keys}; the folder is an older one"), BundleProblem.MakeAnew);
        }
    }

    private void AddRegistry(string name, Wording what, Wording remedy) => Add($"{CabinetIds.RegistryFolder}/{name}", what, remedy);

    private void Add(string file, Wording what, Wording remedy, bool isHint = false) => _problems.Add(new(file, what, remedy, isHint));
}
