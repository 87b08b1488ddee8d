using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AedCabinet.Controller;
using AedCabinet.Handover;
using AedCabinet.Settings;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Checks one cabinet's folder: every file, each by itself and against the others.</summary>
/// <param name="folder">The folder.</param>
/// <param name="boards">The boards there are.</param>
/// <param name="now">The time.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed partial class BundleCheck(DirectoryInfo folder, IReadOnlyDictionary<string, BoardTarget> boards, DateTimeOffset now,
    List<BundleProblem> problems)
    : BundleInspection(folder, problems)
{
    private static readonly string[] s_always = [ConfigurationFile.Name, BundleFiles.Network, BundleFiles.Deployment, BundleFiles.Label,
        BundleFiles.Script, BundleFiles.WindowsScript];
    private JsonObject _root = [];

    /// <summary>Gets its configuration once checked, or <c>null</c> when the device would refuse it.</summary>
    public CabinetConfiguration? Configuration { get; private set; }

    /// <summary>Gets its board once checked, or <c>null</c> when there is no such board.</summary>
    public BoardTarget? Board { get; private set; }

    /// <summary>Gets its key as text; empty when there is none.</summary>
    public string Key { get; private set; } = string.Empty;

    /// <summary>Checks everything.</summary>
    public void Run()
    {
        CheckFilesAndRights();
        if (IsThere(ConfigurationFile.Name))
        {
            CheckConfiguration();
        }

        new DeploymentCheck(Folder, Configuration, now, Problems).Run();
        if (IsThere(BundleFiles.Label))
        {
            CheckLabel();
        }

        CheckScripts();
    }

    private void CheckFilesAndRights()
    {
        foreach (string name in s_always)
        {
            if (!IsThere(name))
            {
                Add(name, File.Exists(PathOf(name)) ? new("是空的", "is empty") : BundleProblem.IsMissing, BundleProblem.MakeAnew);
            }
        }

        foreach (FileSystemInfo entry in (FileSystemInfo[])[Folder, .. Folder.EnumerateFileSystemInfos()])
        {
            if (OwnerOnly.IsOpenToOthers(entry.FullName))
            {
                bool isFolder = entry is DirectoryInfo;
                Add(entry == Folder ? string.Empty : entry.Name, BundleProblem.IsOpen,
                    isFolder ? new("对这个文件夹用chmod 700", "chmod 700 the folder")
                        : new("对这个文件用chmod 600（脚本用700）", "chmod 600 the file (700 a script)"));
            }
        }

        if (IsThere(BundleFiles.Script) && !OwnerOnly.IsProgram(PathOf(BundleFiles.Script)))
        {
            Add(BundleFiles.Script, new("不能运行", "may not be run"), new("对这个文件用chmod 700", "chmod 700 the file"));
        }
    }

    private void CheckConfiguration()
    {
        byte[] content = File.ReadAllBytes(PathOf(ConfigurationFile.Name));
        ConfigurationProblems found = new();
        CabinetConfiguration? configuration = ConfigurationFile.Parse(content, found);
        foreach (string line in found.ToLines())
        {
            Add(ConfigurationFile.Name, DeviceRefusal.Of(line),
                BundleProblem.MakeAnew.After("机柜不会投运：请改正表格，再", "the cabinet would not be commissioned: correct the table and "));
        }

        if (configuration is null || Parse(ConfigurationFile.Name) is not { } root)
        {
            return;
        }

        _root = root;
        Configuration = found.Count == 0 ? configuration : null;
        Key = root["commandKey"] is JsonValue value && value.TryGetValue(out string? key) ? key : string.Empty;
        if (Encoding.UTF8.GetString(content).Contains("\\u", StringComparison.Ordinal))
        {
            Add(ConfigurationFile.Name, new("里面是转义（\\u…）而不是文字本身", "holds escapes (\\u…) instead of plain text"),
                BundleProblem.MakeAnew.After("请存成UTF-8的文字本身，或", "save it as UTF-8 with the characters themselves, or "));
        }

        if (Key.Length == 0)
        {
            Add(ConfigurationFile.Name, new("commandKey：没有填；机柜会拒绝一切命令", "commandKey: is missing; the cabinet would refuse every command"),
                BundleProblem.MakeAnew);
        }

        if (configuration.Id != Folder.Name)
        {
            Add(ConfigurationFile.Name, new($"id：“{configuration.Id}”不是文件夹的名字", $"id: \"{configuration.Id}\" is not the folder's name"),
                BundleProblem.MakeAnew.After("两台机柜的文件混了，或文件夹改了名：", "files of two cabinets were mixed or the folder was renamed: "));
        }

        CheckBroker(configuration);
        CheckFirstBoot(root);
        CheckBoard(configuration);
    }

    private void CheckBroker(CabinetConfiguration configuration)
    {
        BrokerSettings broker = configuration.Broker;
        if (broker.User != configuration.Id)
        {
            Add(ConfigurationFile.Name, new("broker.user：不是机柜的编号；消息服务器只认编号",
                "broker.user: is not the cabinet's id; the broker knows it by no other name"), BundleProblem.MakeAnew);
        }

        if (broker.Password.Length == 0)
        {
            Add(ConfigurationFile.Name, new("broker.password：没有填", "broker.password: is missing"), BundleProblem.MakeAnew);
        }

        if (!broker.Tls)
        {
            Add(ConfigurationFile.Name, new("broker.tls：是false；密码、事件和命令在路上能被读到",
                "broker.tls: is false; password, events and commands can be read on the way"), new("除非网络只归本单位用，否则请用TLS",
                    "use TLS unless the network is the site's alone"), true);
        }
        else if (broker.CaFile.Length == 0)
        {
            Add(ConfigurationFile.Name, new("broker.caFile：没有填，但用了TLS", "broker.caFile: is missing, but TLS is on"),
                BundleProblem.MakeAnew);
        }
    }

    private void CheckFirstBoot(JsonObject root)
    {
        if (root["firstBoot"] is not JsonValue value || !value.TryGetValue(out int firstBoot))
        {
            Add(ConfigurationFile.Name, new("firstBoot：没有填；新控制板会重复管理系统已有的号",
                "firstBoot: is missing; a new board would repeat numbers that the registry knows"), BundleProblem.MakeAnew);
        }
        else if (firstBoot > ProvisioningRun.FirstBootAt(now.AddYears(1)))
        {
            Add(ConfigurationFile.Name, new($"firstBoot：{firstBoot}超前一年以上；制作时电脑的时钟不对",
                $"firstBoot: {firstBoot} lies more than a year ahead; the clock was wrong when it was made"),
                new("请校准这台电脑的时钟，使用前先问管理系统的负责人", "set this computer's clock and ask whoever keeps the registry before it is used"));
        }
    }

    private void CheckBoard(CabinetConfiguration configuration)
    {
        if (!boards.TryGetValue(configuration.Pins.Board, out BoardTarget? board))
        {
            Add(ConfigurationFile.Name, new($"pins.board：没有“{configuration.Pins.Board}”这种控制板",
                $"pins.board: there is no board \"{configuration.Pins.Board}\""), new($"可以用：{string.Join("、", boards.Keys)}",
                    $"use one of: {string.Join(", ", boards.Keys)}"));
            return;
        }

        Board = board;
        if (board.Memory.IsBenchOnly)
        {
            Add(ConfigurationFile.Name, new($"pins.board：{board.Board}仅供台架试验：{board.Memory.Why.Zh}",
                $"pins.board: {board.Board} is for the bench only: {board.Memory.Why.En}"), new("不得装进机柜",
                    "don't hang it in a cabinet"), true);
        }

        foreach ((string signal, JsonNode? node) in _root["pins"]!.AsObject())
        {
            if (node is JsonValue value && value.TryGetValue(out int pin) && pin >= 0 && board.Pins.GetValueOrDefault(signal, -1) != pin)
            {
                Add(ConfigurationFile.Name, new($"pins.{signal}：GPIO {pin}与hardware/boards/{board.Board}.json不同",
                    $"pins.{signal}: GPIO {pin} is not where hardware/boards/{board.Board}.json has it"),
                    BundleProblem.MakeAnew.After("请改正引脚，或", "correct the pin, or "));
            }
        }

        if (configuration.Network != (board.Network == "ethernet" ? NetworkKind.Ethernet : NetworkKind.Wifi))
        {
            Add(ConfigurationFile.Name, new($"network：控制板{board.Board}用的是{board.Network}",
                $"network: the board {board.Board} has {board.Network}"), BundleProblem.MakeAnew);
        }
    }

    private void CheckLabel()
    {
        string svg = File.ReadAllText(PathOf(BundleFiles.Label));
        string? code = QrCode.Read(svg);
        if (code is null)
        {
            Add(BundleFiles.Label, new("没有能读的二维码", "has no QR code that can be read"), BundleProblem.MakeAnew);
        }
        else if (LabelText.Read(code) is var of && of.Id != Folder.Name)
        {
            Add(BundleFiles.Label, new($"二维码里是“{of.Id}”", $"its QR code says \"{of.Id}\""),
                BundleProblem.MakeAnew.After("这是另一台机柜的标签：", "it is another cabinet's label: "));
        }
        else if (_root.Count > 0 && WordsOf(svg) is { } words
            && svg != new CabinetLabel(LabelText.Of(_root, of.PageAddress), words).ToSvg())
        {
            Add(BundleFiles.Label, new("与cabinet.json说的不同", "does not say what cabinet.json says"), BundleProblem.MakeAnew);
        }

        string password = Configuration?.Broker.Password ?? string.Empty;
        if ((Key.Length > 0 && svg.Contains(Key, StringComparison.Ordinal))
            || (password.Length > 0 && svg.Contains(password, StringComparison.Ordinal)))
        {
            Add(BundleFiles.Label, new("里面有密钥，而标签人人都看", "holds a secret, and everybody reads labels"),
                new("请销毁它，并用“provision … --force --new-keys”重做这个文件夹",
                    "destroy it, and make the folder anew with \"provision … --force --new-keys\""));
        }
    }

    // Without the authority's own texts only the QR code can be compared.
    private LabelWords? WordsOf(string svg)
    {
        string file = Path.Combine(Folder.Parent!.FullName, LabelWords.FileName);
        LabelWords? own = File.Exists(file) ? LabelWords.Read(File.ReadAllBytes(file), out _) : null;
        string mark = Words().Match(svg).Groups["mark"].Value;
        return own?.Mark == mark ? own : mark.Length == 0 || mark == LabelWords.Shipped.Mark || own is not null
            ? own ?? LabelWords.Shipped : null;
    }

    private void CheckScripts()
    {
        if (!IsThere(BundleFiles.Script) || !IsThere(BundleFiles.WindowsScript) || Configuration is null
            || !boards.TryGetValue(Configuration.Pins.Board, out BoardTarget? board))
        {
            return;
        }

        string script = File.ReadAllText(PathOf(BundleFiles.Script));
        FlashScripts right = new(Configuration.Id, board, FlashScripts.PortOf(script));
        if (script != right.Bash)
        {
            AddScript(BundleFiles.Script, script, board.Target);
        }

        byte[] windows = File.ReadAllBytes(PathOf(BundleFiles.WindowsScript));
        if (!windows.AsSpan().SequenceEqual(FlashScripts.WindowsBytes(right.PowerShell)))
        {
            AddScript(BundleFiles.WindowsScript, Encoding.UTF8.GetString(windows), board.Target);
        }
    }

    private void AddScript(string name, string script, string target)
    {
        string said = Target().Match(script).Groups["target"].Value;
        Add(name, said != target ? new($"烧录的是{said}，而控制板是{target}", $"flashes {said} but the board is {target}")
            : new("不是生成的那个脚本", "is not the script that was made"), BundleProblem.MakeAnew);
    }

    [GeneratedRegex("data-texts=\"(?<mark>[0-9a-f]{8})\"")]
    private static partial Regex Words();

    [GeneratedRegex("^\\$?target ?= ?'(?<target>[^']*)'", RegexOptions.Multiline)]
    private static partial Regex Target();
}
