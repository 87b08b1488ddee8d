using System.CommandLine;
using System.Globalization;
using AedCabinet.Handover;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Terminal;
using Spectre.Console;

namespace AedCabinet.Simulator.Commands;

/// <summary>
/// <c>provision</c>: from a table of cabinets to a folder for each and the files of the registry; and the check of such folders.
/// </summary>
public static class ProvisionCommand
{
    private const int Done = 0;
    private const int Attention = 1;
    private const int TellEvery = 500;
    private const int MostNamed = 20;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<FileInfo> table = new("CABINETS") { Description = "The table of cabinets, CSV; \"provision columns\" lists its columns." };
        Option<FileInfo> site = new("--site")
        {
            Description =
            "What all cabinets share: broker, CA, network (simulator/Provisioning/README.md).",
            HelpName = "FILE",
            Required = true
        };
        Option<DirectoryInfo> output = new("--out")
        {
            Description =
            "The folder that gets a folder for each cabinet, and \"registry\". It holds secrets: keep it in a place of your own.",
            HelpName = "DIR",
            Required = true
        };
        Option<bool> force = new("--force")
        {
            Description =
            "Make folders anew that are there already; they keep their keys and passwords."
        };
        Option<bool> newKeys = new("--new-keys")
        {
            Description =
            "With --force: new keys and passwords too. Cabinets on the wall must then be flashed again."
        };
        Option<string?> language = Language("zh or en: in which language to speak (default: that of the table's header).");
        Command command = new("provision",
            "Makes everything that cabinets, technicians and the registry need from one CSV. Exit code: 0 done, 1 something was left as "
                + "it is, 2 wrong input.") { table, site, output, force, newKeys, language };
        command.Validators.Add(result =>
        {
            if (result.GetValue(newKeys) && !result.GetValue(force))
            {
                result.AddError("--new-keys replaces the keys of cabinets that have some; say --force too.");
            }
        });
        command.Subcommands.Add(CreateVerify());
        command.Subcommands.Add(CreateWithdraw());
        command.Subcommands.Add(ProvisionImageCommand.Create());
        Command columns = new("columns", "Prints the table's columns, as in simulator/Provisioning/README.md.");
        columns.SetAction(_ => Console.Out.Write(CabinetColumns.Text()));
        command.Subcommands.Add(columns);
        command.SetAction((result, stop) => Task.Run(() => Run(
            new ProvisioningOptions(result.GetValue(table)!, result.GetValue(site)!, result.GetValue(output)!, result.GetValue(force),
                result.GetValue(newKeys), result.GetValue(language) is { } tag ? tag == "zh" : null), stop)));
        return command;
    }

    private static Option<string?> Language(string description)
    {
        Option<string?> language = new("--language") { Description = description };
        language.AcceptOnlyFromAmong("zh", "en");
        return language;
    }

    private static Command CreateVerify()
    {
        Argument<DirectoryInfo> folder = new("DIR") { Description = "One cabinet's folder, or the folder with all of them." };
        Option<string?> language = Language("zh or en: in which language to speak (default: this computer's).");
        Command command = new("verify",
            "Checks folders before a technician leaves with them. Exit code: 0 all sound, 1 problems found, 2 no such folder.") { folder,
                language };
        command.SetAction(
            result => Verify(result.GetValue(folder)!, result.GetValue(language) is { } tag ? tag == "zh" : HostLanguage.IsChinese));
        return command;
    }

    private static Command CreateWithdraw()
    {
        Argument<string[]> ids = new("ID") { Description = "The cabinets' ids.", Arity = ArgumentArity.OneOrMore };
        Option<DirectoryInfo> output = new("--out")
        {
            Description = "The folder that \"provision\" made.",
            HelpName = "DIR",
            Required = true
        };
        Command command = new("withdraw",
            "Takes account, permissions, key and folder of cabinets away that are gone or whose board was stolen. Exit code: 0 done, 2 no "
                + "such cabinet.") { ids, output };
        command.SetAction(result =>
        {
            DirectoryInfo folder = result.GetValue(output)!;
            string[] gone = [.. result.GetValue(ids)!.Distinct()];
            new Withdrawal(folder, DateOnly.FromDateTime(DateTime.UtcNow)).Run(gone);
            string registry = Path.Combine(folder.FullName, CabinetIds.RegistryFolder);
            Console.Out.WriteLine($"已撤销 withdrawn: {string.Join(", ", gone)}");
            Console.Out.WriteLine(
                $"接下来 next: copy {registry}/*.passwords and *.acl to the broker and reload it (systemctl reload mosquitto): it then puts "
                    + $"them out. 把这些文件复制到消息服务器并重新加载，它们才会断开。");
            Console.Out.WriteLine("           remove their rows from the table, and their labels from the wall. 从表里删去这些行，从墙上取下标签。");
            return Done;
        });
        return command;
    }

    private static int Run(ProvisioningOptions options, CancellationToken stop)
    {
        List<ProvisioningProblem> problems = [];
        ProvisioningOrder order = ProvisioningOrder.Read(options, DateTimeOffset.UtcNow, problems);
        foreach (ProvisioningProblem problem in problems)
        {
            Console.Error.WriteLine(problem.In(order.IsChinese));
        }

        int mistakes = problems.Count(problem => !problem.IsWarning);
        if (mistakes > 0)
        {
            Console.Error.WriteLine(new Wording($"{mistakes}处错误；什么也没有写入。",
                string.Create(CultureInfo.InvariantCulture, $"{mistakes} problem(s); nothing was written.")).In(order.IsChinese));
            return UserErrorException.WrongInput;
        }

        Say(order, $"{options.Table.Name}：{order.Cabinets.Count}台机柜，{order.Encoding}",
            $"{options.Table.Name}: {order.Cabinets.Count} cabinets, {order.Encoding}");
        TellList(order,
            [.. order.Cabinets.Where(cabinet => cabinet.Target.Memory.IsBenchOnly)
                .Select(cabinet => $"{cabinet.Id} ({cabinet.Target.Board})")], "仅供台架试验，标签和脚本上已注明，不得装柜：",
                "are for the bench only, as their labels and scripts say; never hang one in a cabinet:");
        ProvisioningRun run = new(order, options, DateTimeOffset.UtcNow);
        ProvisioningOutcome outcome = WithProgress(order.Cabinets.Count, tell => run.Execute(tell, stop));
        Tell(outcome, options, order);
        return outcome.IsComplete && outcome.Differing.Count + outcome.Damaged.Count + outcome.Withdrawn.Count == 0 ? Done : Attention;
    }

    private static void Say(ProvisioningOrder order, string zh, string en) => Console.Out.WriteLine(order.IsChinese ? zh : en);

    private static ProvisioningOutcome WithProgress(int count, Func<Action<int>, ProvisioningOutcome> work)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive)
        {
            return AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn()).Start(progress =>
            {
                ProgressTask task = progress.AddTask("cabinets", true, count);
                return work(done => task.Value = done);
            });
        }

        return work(done =>
        {
            if (done % TellEvery == 0 && done < count)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {count}"));
            }
        });
    }

    private static void Tell(ProvisioningOutcome outcome, ProvisioningOptions options, ProvisioningOrder order)
    {
        string folder = options.Output.FullName;
        Say(order, $"新做{outcome.Made}台，原样保留{outcome.Kept}台，在{folder}",
            $"made {outcome.Made}, kept {outcome.Kept} as they were, in {folder}");
        TellList(order, outcome.Differing, "与表不同，没有覆盖；用--force重做，密钥不变：",
            "differ from the table and were not overwritten; --force makes them anew with the keys they have:");
        TellList(order, outcome.Damaged, "读不了，没有改动；用--force重做，密码会变：",
            "can't be read and were left as they are; --force makes them anew, with another password:");
        TellList(order, outcome.Withdrawn, "已撤销，没有重做；请从表里删去，或用--force给新密钥重做：",
            "were withdrawn and not made; remove their rows, or make them anew with another key by --force:");
        if (!outcome.IsComplete)
        {
            int done = outcome.Made + outcome.Kept + outcome.Differing.Count + outcome.Damaged.Count + outcome.Withdrawn.Count;
            Say(order, $"做到{order.Cabinets.Count}台中的第{done}台时停止；同一命令会接着做",
                $"stopped after {done} of {order.Cabinets.Count}; the same command goes on from there");
            return;
        }

        (string labels, string registry) = (Path.Combine(folder, LabelSheets.FileName), Path.Combine(folder, CabinetIds.RegistryFolder));
        Say(order, $"标签      {labels}：用A4纸按100%打印", $"labels    {labels}: print on A4 at 100 %");
        string signs = Path.Combine(folder, SignSheets.FileName);
        Say(order, $"标牌      {signs}：A4操作说明和方向指示牌；{order.Site.LabelWords.Approval}",
            $"signs     {signs}: A4 instruction panel and direction signs; {order.Site.LabelWords.Approval}");
        Say(order, $"管理系统  {registry}：Mosquitto的密码、权限和配置，值班台的密钥",
            $"registry  {registry}: passwords, ACL and configuration for Mosquitto, keys for the command desk");
        if (OperatingSystem.IsWindows())
        {
            const string Rights = "/inheritance:r /grant:r \"%USERNAME%:(OI)(CI)F\"";
            Say(order, $"权限      不让别人读：icacls \"{folder}\" {Rights}", $"rights    allow nobody else: icacls \"{folder}\" {Rights}");
        }

        Say(order, $"下一步    dotnet run --project simulator -- provision verify \"{options.Output}\" --language zh",
            $"next      dotnet run --project simulator -- provision verify \"{options.Output}\"");
    }

    private static void TellList(ProvisioningOrder order, IReadOnlyList<string> items, string zh, string en)
    {
        if (items.Count == 0)
        {
            return;
        }

        Say(order, $"{items.Count}台{zh}", $"{items.Count} {en}");
        foreach (string item in items.Take(MostNamed))
        {
            Console.Out.WriteLine("  " + item);
        }

        if (items.Count > MostNamed)
        {
            Say(order, $"  另有{items.Count - MostNamed}台", $"  and {items.Count - MostNamed} more");
        }
    }

    private static int Verify(DirectoryInfo folder, bool isChinese)
    {
        DeliveryCheck check = new(folder, DateTimeOffset.UtcNow);
        IReadOnlyList<BundleProblem> problems = check.Run();
        foreach (BundleProblem problem in problems.Where(problem => !problem.IsHint).Concat(problems.Where(problem => problem.IsHint)))
        {
            Console.Out.WriteLine(problem.In(isChinese));
        }

        int count = problems.Count(problem => !problem.IsHint);
        Console.Out.WriteLine(new Wording($"检查了{check.Cabinets}台机柜，{count}处问题",
            string.Create(CultureInfo.InvariantCulture, $"{check.Cabinets} cabinet(s) checked, {count} problem(s)")).In(isChinese));
        return count == 0 ? Done : Attention;
    }
}
