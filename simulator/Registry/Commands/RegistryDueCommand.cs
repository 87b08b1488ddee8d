using System.CommandLine;
using System.Globalization;
using AedCabinet.Care;
using AedCabinet.Ledger;
using AedCabinet.Page.Care;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry due</c>: what is to be done at the cabinets, as the page has it; consumables as CSV.</summary>
internal static class RegistryDueCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        StoreOptions store = new();
        LanguageOption language = new();
        Option<FileInfo?> csv = new("--csv") { Description = "Write the consumables that are due as CSV.", HelpName = "FILE" };
        Option<bool> all = new("--all") { Description = "Faults, inspections and batteries too, not only consumables." };
        Option<int> wakeHours = RegistryCommand.WakeHoursOption();
        Command command = new("due",
            $"What is to be done at the cabinets: consumables that expire within {CareLimits.AheadDays} days or have, with who is to "
                + $"do it by "
                + "when. The same list as the page /care.")
        {
            csv, all, wakeHours, language.Option,
        };
        store.AddTo(command);
        command.SetAction(result =>
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            using LedgerDatabase ledger = store.Store(result).OpenForReading();
            CareList list = CareLists.Make(ledger, LedgerCabinets.Read(ledger, now, result.GetValue(wakeHours)), now);
            DueItem[] items = [.. list.Due.Where(item => result.GetValue(all) || item.Kind == DueKind.Expiry)];
            bool isChinese = language.IsChinese(result);
            if (result.GetValue(csv) is { } file)
            {
                WholeFile.Write(file, stream => DueFile.Write(items, list.Today, isChinese, item => CareWords.Of(isChinese, item), stream));
                Console.Out.WriteLine(isChinese ? $"{file.FullName}：{items.Length}件" : $"{file.FullName}: {items.Length} items");
            }
            else
            {
                Print(items, isChinese);
            }
        });
        return command;
    }

    private static void Print(DueItem[] items, bool isChinese)
    {
        if (items.Length == 0)
        {
            Console.Out.WriteLine(isChinese ? "没有待办事项。" : "There is nothing to do.");
            return;
        }

        Table table = isChinese ? RegistryTables.Create("机柜", "事项", "内容", "日期", "负责人", "计划日期")
            : RegistryTables.Create("cabinet", "kind", "what", "day", "responsible", "planned");
        foreach (DueItem item in items)
        {
            (string kind, string what) = CareWords.Of(isChinese, item);
            table.Add(item.Cabinet.Id, kind, what, Day(item.Day), item.Plan?.Responsible ?? string.Empty,
                item.Plan is { } plan ? Day(plan.Day) : string.Empty);
        }

        table.Print();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
