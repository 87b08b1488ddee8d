using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AedCabinet.Ledger;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;
using AedCabinet.Terminal;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry verify</c>: proves from the database that no event is missing or doubled, or lists what is.</summary>
internal static class RegistryVerifyCommand
{
    private const int Clean = 0;
    private const int Findings = 1;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        StoreOptions store = new();
        Option<bool> json = new("--json") { Description = "Print JSON." };
        Option<bool> accept = new("--accept-losses")
        {
            Description =
            "Close the matter of events that the database once lost, and of boots of which nothing came: nobody will find them any more."
        };
        LanguageOption language = new();
        Command command = new(
            "verify",
            "Proves from the database and its high-water mark that no event is missing or doubled, lists what is, or says what can't be "
                + "proven; a registry may go on writing meanwhile. "
            + "Exit code: 0 clean, 1 findings or not proven, 2 no such database.") { json, accept, language.Option };
        store.AddTo(command);
        command.SetAction(result =>
        {
            LedgerStore ledgers = store.Store(result);
            if (result.GetValue(accept))
            {
                Accept(ledgers);
            }

            LedgerReport report = LedgerCheck.Run(ledgers, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            if (result.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(report, s_json));
            }
            else
            {
                Print(report, ledgers, language.IsChinese(result));
            }

            return report.IsClean ? Clean : Findings;
        });
        return command;
    }

    private static void Accept(LedgerStore store)
    {
        using LedgerDatabase ledger = store.OpenForChange();
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        using Statement accept = ledger.Prepare("UPDATE losses SET accepted = $1 WHERE accepted IS NULL", 1);
        accept.Run(now);

        // For boots of which nothing came there is no loss on record: until now they are accepted too.
        using Statement boots = ledger.Prepare(
            "INSERT INTO losses (found, confirmed, kept, accepted) SELECT $1, 0, 0, $1 WHERE NOT EXISTS (SELECT 1 FROM losses WHERE "
                + "accepted >= $1)", 1);
        boots.Run(now);
    }

    private static void Print(LedgerReport report, LedgerStore store, bool isChinese)
    {
        Tell($"{store.Name}：{report.Cabinets}台机柜，{report.Boots}次启动，{report.Events}条事件",
            $"{store.Name}: {report.Cabinets} cabinets, {report.Boots} boots, {report.Events} events");
        Tell($"完整性     {string.Join("; ", report.Integrity)}", $"integrity        {string.Join("; ", report.Integrity)}");
        Tell($"重复存储   {report.StoredTwice}（重复收到而未存：{report.DoublesRemoved}）",
            $"stored twice     {report.StoredTwice}   (came again and were not stored: {report.DoublesRemoved})");
        Tell($"缺失       {report.MissingUnexplained}条原因不明，{report.MissingExplained}条机柜已说明（outbox.overflowed）",
            $"missing          {report.MissingUnexplained} unexplained, {report.MissingExplained} of which the cabinet told "
                + $"(outbox.overflowed)");
        Tell($"未采用     {report.SetAside}条消息；另有{report.InPart}条只有部分未采用",
            $"set aside        {report.SetAside} messages that could not be used; {report.InPart} more were used but for something "
                + $"in them");
        Tell($"同号       {report.SharedNumbers}个号有一条以上的事件，全部保存（后来的：{report.Conflicts}）",
            $"same number      {report.SharedNumbers} numbers with more than one event, all kept (events that came under the number of "
                + $"another: {report.Conflicts})");
        Tell($"未结急救事件 {report.OpenEmergencies}", $"open emergencies {report.OpenEmergencies}");
        if (store.File is not null)
        {
            string mark = report.Confirmed is { } confirmed ? confirmed.ToString(CultureInfo.InvariantCulture)
                : isChinese ? "不明" : "unknown";
            Tell($"已确认落盘 {mark}", $"on disk by mark  {mark}");
        }

        foreach (LedgerFinding finding in report.Findings)
        {
            Explain(new("问题：", "FINDING: "), finding);
        }

        foreach (LedgerFinding unproven in report.Unproven)
        {
            Explain(new("无法证明：", "CANNOT PROVE: "), unproven);
        }

        foreach (BoardProblem problem in report.TwoBoards)
        {
            string since = problem.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            Tell(
                $"{problem.Cabinet}：自{since} UTC起，两块控制器用同一编号，或闪存数据丢失，{problem.Signs}次。"
                    + $"{ReaderWords.Say(PageText.Chinese, problem.Sign)}",
                $"{problem.Cabinet}: two boards or a lost flash since {since} UTC, {problem.Signs} signs. {problem.Sign}");
            Tell($"         请到现场确认一个编号只有一块控制器，然后发送inspect（巡检完成）了结。",
                $"         Look at it on site: one board for one id; then send \"inspect\", which closes the matter.");
        }

        foreach (string cabinet in report.WrongGapLists)
        {
            Tell($"{cabinet}：保存的缺失列表与它的事件不符", $"{cabinet}: the kept list of gaps is not what its events say");
        }

        PrintMissing(report.Missing, isChinese);
        Console.Out.WriteLine((report.IsClean ? new Wording("干净：没有原因不明的缺失，没有重复", "clean: no event is missing unexplained, none is doubled")
            : report.HasNoFinding ? new Wording("未能证明", "NOT proven") : new Wording("有问题", "NOT clean")).In(isChinese));

        void Explain(Wording kind, LedgerFinding finding)
        {
            Console.Out.WriteLine(kind.In(isChinese) + VerifyWords.Say(isChinese, finding.What));
            Console.Out.WriteLine("         " + VerifyWords.Say(isChinese, finding.Advice));
        }

        void Tell(string zh, string en) => Console.Out.WriteLine(isChinese ? zh : en);
    }

    private static void PrintMissing(IReadOnlyList<LedgerProblem> missing, bool isChinese)
    {
        if (missing.Count == 0)
        {
            return;
        }

        Table table = isChinese
            ? RegistryTables.Create("机柜", "#启动", "#第一个", "#最后一个", "#条数", "位置", "已说明", "补要")
            : RegistryTables.Create("cabinet", "#boot", "#first", "#last", "#events", "where", "explained", "asked again");
        foreach (LedgerProblem item in missing)
        {
            string explained = new Wording(item.IsExplained ? "是" : "否", item.IsExplained ? "yes" : "no").In(isChinese);
            table.Add(item.Cabinet, Number(item.Boot), Number(item.First), Number(item.Last), Number(item.Count), item.Where.In(isChinese),
                explained, item.Asked is null ? string.Empty : ResendOutcome.Say(item.Asked).In(isChinese));
        }

        table.Print();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
