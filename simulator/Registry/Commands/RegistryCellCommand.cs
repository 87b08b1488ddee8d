using System.CommandLine;
using System.Globalization;
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
    public static Command Create() => new("cell",
        "A cell: three machines that lose nothing when any of them dies.")
    {
        CreateWrite(), CreateTry(), RegistryCellChaosCommand.Create(), RegistryCellWorkCommand.Create(),
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
        Command command = new("write",
            "Writes the files of a cell's machines: nats-server, HAProxy, etcd, Patroni and their units of systemd.") { provisioned,
                machine, name, output };
        command.Validators.Add(result =>
        {
            // An option that is left out has its default only after this.
            foreach (string problem in Problems(result.GetValue(machine) ?? [], result.GetValue(name) ?? DefaultName))
            {
                result.AddError(problem);
            }
        });
        command.SetAction(result =>
        {
            string folder = result.GetValue(output)!.FullName;
            CellSecretsFile secrets = Secrets(folder);
            IReadOnlyList<PrefectureAccounts> prefectures = CellPlanner.Plan(result.GetValue(provisioned)!, secrets);
            CellNode[] nodes = [.. result.GetValue(machine)!.Select(text => text.Split('='))
                .Select(parts => new CellNode(parts[0], parts[1], CellPorts.Usual, DataFolder))];
            CellPlan plan = new(result.GetValue(name)!, nodes, prefectures, CellSecrets.From(secrets));
            CellFolder.Write(plan, folder, "*", CellFolder.Certificate, Math.Max(LeastConnections, 2 * plan.Clients));
            secrets.Save();
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{folder}: {nodes.Length} machines, {prefectures.Count} prefectures, {plan.Clients} accounts. Copy each machine's folder "
                    + $"to its /etc/aed-cell; what to do there: simulator/Cell/README.md."));
        });
        return command;
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
        Command command = new("try", "Starts a whole cell on this machine, without TLS, at this host only: for trials.") { provisioned,
            folder };
        command.SetAction(async (result, stop) =>
        {
            string path = result.GetValue(folder)!.FullName;
            CellSecretsFile secrets = Secrets(path);
            IReadOnlyList<PrefectureAccounts> prefectures = CellPlanner.Plan(result.GetValue(provisioned)!, secrets);
            Console.Out.WriteLine(
                "正在启动：3个nats-server、HAProxy、etcd、PostgreSQL，约需半分钟 / starting 3 nats-server, HAProxy, etcd and PostgreSQL, about half "
                    + "a minute");
            await using CellTrial trial = await CellTrial.StartAsync(path, prefectures, secrets, hasDatabase: true, stop);
            secrets.Save();
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"机柜 / cabinets   mqtt://127.0.0.1:{trial.CabinetPort}"));
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"记录 / logs       {path}"));
            Console.Out.WriteLine("按Ctrl-C停止。/ Ctrl-C stops.");
            await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        return command;
    }

    private static Option<DirectoryInfo> ProvisionedOption() => new("--provisioned")
    {
        Description = "The folder that \"provision\" made, with the cabinets' folders still in it.",
        HelpName = "DIR",
        Required = true,
    };

    private static CellSecretsFile Secrets(string folder)
    {
        Handover.OwnerOnly.CreateFolder(folder);
        return CellSecretsFile.Load(folder);
    }

    private static IEnumerable<string> Problems(string[] machines, string name)
    {
        if (!IsName(name))
        {
            yield return $"--name: \"{name}\" is no name for a cell: use letters a-z, digits and hyphens.";
        }

        if (machines.Length != CellPlan.Machines)
        {
            yield return $"--machine: a cell has {CellPlan.Machines} machines, {machines.Length} are given: with three, one may die and "
                + $"the other two still agree.";
        }

        string[][] parts = [.. machines.Select(machine => machine.Split('='))];
        foreach (string[] machine in parts.Where(
            machine => machine.Length != 2 || !IsName(machine[0]) || Uri.CheckHostName(machine[1]) == UriHostNameType.Unknown))
        {
            yield return $"--machine: \"{string.Join('=', machine)}\" is not NAME=ADDRESS, for example n1=192.0.2.11.";
        }

        foreach (int place in new[] { 0, 1 })
        {
            foreach (IGrouping<string, string[]> twice in parts.Where(machine => machine.Length == 2).GroupBy(machine => machine[place])
                .Where(group => group.Count() > 1))
            {
                yield return $"--machine: \"{twice.Key}\" stands twice; each machine has a name and an address of its own.";
            }
        }
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 32 && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') && text[0] != '-';
}
