using System.CommandLine;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry cell</c>: writes the files of a cell's three machines, or starts a whole cell on this one for trials.</summary>
internal static class RegistryCellCommand
{
    private const string DataFolder = "/var/lib/aed-cell";
    private const string DefaultName = "aed";

    // Twice what comes back when a region's mains return: old connections are not yet given up.
    private const int LeastConnections = 4096;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create() => new(RegistryCommand.Cell,
        "A cell: three machines that lose nothing when any of them dies.")
    {
        CreateWrite(), CreateTry(), RegistryCellChaosCommand.Create(), RegistryCellPlanCommand.Create(),
    };

    private static Command CreateWrite()
    {
        Option<DirectoryInfo> provisioned = ProvisionedOption();
        Option<string[]> machine = new("--machine")
        {
            Description = "A machine of the cell, NAME=ADDRESS in the cell's own network; three times.",
            HelpName = "NAME=ADDRESS",
            Required = true,
        };
        Option<string> name = new("--name")
        {
            Description = "The cell's name: letters a-z, digits and hyphens.",
            HelpName = "NAME",
            DefaultValueFactory = _ => DefaultName
        };
        Option<DirectoryInfo> output = new("--out")
        {
            Description =
            "Where to: a folder for each machine, with passwords in it. Run again after each \"provision\".",
            HelpName = "DIR",
            Required = true
        };
        Option<string[]> pages = new("--page-origin")
        {
            Description = "Where people open the registry's pages, https://HOST, beside the machines' addresses; several times.",
            HelpName = "ORIGIN",
        };
        Option<string?> bridgeFrom = new("--bridge-from")
        {
            Description =
                "The broker from which cabinets are moved to the cell: writes bridge.conf for a Mosquitto between both (MOVE.md), "
                + "and its accounts. Left out once they have moved.",
            HelpName = "HOST:PORT",
        };
        Option<string?> bridgeTo = new("--bridge-to")
        {
            Description = "With --bridge-from: where cabinets come in at the cell (default: the first machine).",
            HelpName = "HOST:PORT",
        };
        FeedNetworksOption feeds = new();
        LanguageOption language = new();
        Command command = new("write",
            "Writes the files of a cell's machines: nats-server, HAProxy, etcd, Patroni, the registry's workers and pages, and their units "
                + "of systemd.")
        {
            provisioned, machine, name, output, pages, feeds.Option, bridgeFrom, bridgeTo, language.Option,
        };
        command.Validators.Add(result =>
        {
            // An option that is left out has its default only after this.
            bool isChinese = language.IsChinese(result);
            foreach (Wording problem in CellMachines.Problems(result.GetValue(machine) ?? [], result.GetValue(name) ?? DefaultName)
                .Concat(CellMachines.OriginProblems(result.GetValue(pages) ?? []))
                .Concat(CellMachines.BridgeProblems(result.GetValue(bridgeFrom), result.GetValue(bridgeTo))))
            {
                result.AddError(problem.In(isChinese));
            }
        });
        command.SetAction(result => Write(
            result.GetValue(provisioned)!,
            [.. result.GetValue(machine)!.Select(CellMachines.Split)
                .Select(parts => new CellNode(parts[0], parts[1], CellPorts.Usual, DataFolder))],
            result.GetValue(name)!,
            result.GetValue(pages) ?? [],
            feeds.Named(result),
            (result.GetValue(bridgeFrom), result.GetValue(bridgeTo)),
            result.GetValue(output)!.FullName,
            language.IsChinese(result)));
        return command;
    }

    private static void Write(DirectoryInfo provisioned, CellNode[] nodes, string name, string[] pages, IReadOnlyList<string>? feeds,
        (string? From, string? To) bridge, string folder, bool isChinese)
    {
        try
        {
            CellSecretsFile secrets = Secrets(folder, isChinese);
            IReadOnlyList<PrefectureAccounts> prefectures = CellPlanner.Plan(provisioned, secrets, isChinese, bridge.From is not null);
            CellPlan plan = new(name, nodes, prefectures, CellSecrets.From(secrets)) { PageOrigins = pages, FeedNetworks = feeds };

            // First what cannot be made again: files whose passwords nobody has any more would be of no use.
            secrets.Save();
            CellFolder.Write(plan, folder, "*", CellFolder.Certificate, Math.Max(LeastConnections, 2 * plan.Clients));
            string bridgeFile = Path.Combine(folder, BridgeFile.FileName);
            if (bridge.From is { } from)
            {
                Handover.OwnerOnly.Replace(bridgeFile, System.Text.Encoding.UTF8.GetBytes(BridgeFile.Make(plan, from,
                    bridge.To ?? $"{nodes[0].Host}:{CellPorts.Usual.Cabinets}", BridgeFile.Authority, BridgeFile.Folder, BridgeFile.Port)));
            }
            else
            {
                File.Delete(bridgeFile);
            }

            Console.Out.WriteLine(new Wording(
                $"{folder}：{nodes.Length}台机器，{prefectures.Count}个盟市，{plan.Clients}个账号。请把各机器的文件夹复制到该机器的/etc/aed-cell；"
                    + "步骤见simulator/Cell/README.md。",
                $"{folder}: {nodes.Length} machines, {prefectures.Count} prefectures, {plan.Clients} accounts. Copy each machine's folder "
                    + "to its /etc/aed-cell; what to do there: simulator/Cell/README.md.").In(isChinese));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                new Wording($"--out：{folder}：无法写入：{exception.Message} 请换一个文件夹。",
                    $"--out: {folder} can't be written: {exception.Message} Name another folder.").In(isChinese),
                UserErrorException.WrongInput);
        }
    }

    private static Command CreateTry()
    {
        Option<DirectoryInfo> provisioned = ProvisionedOption();
        Option<DirectoryInfo> folder = new("--folder")
        {
            Description = "Where its files, data and logs go.",
            HelpName = "DIR",
            Required = true
        };
        LanguageOption language = new();
        Command command = new("try", "Starts a whole cell on this machine, without TLS, at this host only: for trials.")
        {
            provisioned, folder, language.Option,
        };
        command.SetAction(async (result, stop) =>
        {
            string path = result.GetValue(folder)!.FullName;
            bool isChinese = language.IsChinese(result);
            CellSecretsFile secrets = Secrets(path, isChinese);
            IReadOnlyList<PrefectureAccounts> prefectures = CellPlanner.Plan(result.GetValue(provisioned)!, secrets, isChinese);

            // Kept before anything runs with them: what is started here again must find its database's own.
            CellSecrets.From(secrets);
            secrets.Save();
            Tell("正在启动：3个nats-server、HAProxy、etcd、PostgreSQL，约需半分钟",
                "starting 3 nats-server, HAProxy, etcd and PostgreSQL, about half a minute");
            await using CellTrial trial = await CellTrial.StartAsync(path, prefectures, secrets, hasDatabase: true, stop);
            Tell($"机柜     mqtt://127.0.0.1:{trial.CabinetPort}", $"cabinets mqtt://127.0.0.1:{trial.CabinetPort}");
            string streams = string.Join(' ', trial.Plan.Nodes.Select(node => $"--stream {node.Host}:{node.Ports.Client}"));
            Tell($"事件流   {streams}", $"streams  {streams}");
            string database = trial.Database!.ConnectionStringWithoutPassword("registry");
            Tell($"数据库   \"{database}\"", $"database \"{database}\"");
            Tell($"Patroni  {path}/n1/patroni.yml", $"Patroni  {path}/n1/patroni.yml");
            Tell($"记录     {path}", $"logs     {path}");
            Tell("按Ctrl-C停止，约需10秒。", "Ctrl-C stops, which takes some 10 s.");
            await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Tell("正在停止", "stopping");

            void Tell(string zh, string en) => Console.Out.WriteLine(new Wording(zh, en).In(isChinese));
        });
        return command;
    }

    private static Option<DirectoryInfo> ProvisionedOption() => new("--provisioned")
    {
        Description = "The folder that \"provision\" made, with the cabinets' folders still in it.",
        HelpName = "DIR",
        Required = true,
    };

    private static CellSecretsFile Secrets(string folder, bool isChinese)
    {
        Handover.OwnerOnly.CreateFolder(folder);
        return CellSecretsFile.Load(folder, isChinese);
    }
}
