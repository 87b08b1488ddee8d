using System.Globalization;
using AedCabinet.Cell.Source;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>Moves a registry from SQLite into PostgreSQL, with <c>verify</c> before, during and after, and says what it does.</summary>
/// <param name="from">The file.</param>
/// <param name="to">Where to.</param>
/// <param name="isChinese">In which language.</param>
internal sealed class MoveReport(SqliteStore from, PostgresStore to, bool isChinese)
{
    private const int Done = 0;
    private const int Findings = 1;

    // An emergency overtakes what was written before it: for a moment there is a hole.
    private static readonly TimeSpan s_holesClose = TimeSpan.FromSeconds(1);
    private const int MostLooks = 10;

    private static long NowMs => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Says that another broker keeps what comes.</summary>
    /// <param name="access">The broker.</param>
    /// <param name="clientId">For whom.</param>
    public void TellReserved(BrokerAccess access, string clientId) => Tell(
        $"{access}：从现在起为{clientId}保留消息", $"{access}: keeps from now on what comes for {clientId}");

    /// <summary>Says that a cell keeps what comes.</summary>
    /// <param name="streams">Its streams.</param>
    public void TellReserved(IReadOnlyList<StreamAccess> streams) => Tell(
        $"单元：从现在起为工作进程保留{streams.Count}个盟市的消息", $"the cell keeps from now on what comes for the workers, of {streams.Count} prefectures");

    /// <summary>Moves.</summary>
    /// <param name="isSwitched">Whether the file is closed at the end; otherwise it stays in use.</param>
    /// <param name="stop">Cancelled by Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public int Move(bool isSwitched, CancellationToken stop)
    {
        using LedgerMove move = LedgerMove.Begin(from, to);
        if (move.IsDone)
        {
            Tell($"{to.Name}：已经迁移完毕", $"{to.Name}: everything was moved already");
            return TellNext();
        }

        if (!move.IsClosed && !IsClean(from, stop))
        {
            Tell($"没有复制。请先用registry verify --database {from.Name}查看并解决。",
                $"Nothing was copied. See registry verify --database {from.Name}, and put it right first.");
            return Findings;
        }

        move.CatchUp((events, rows) =>
        {
            Tell($"已复制{events}条事件和{rows}行其他数据", $"copied {events} events and {rows} other rows");
            if (stop.IsCancellationRequested)
            {
                throw new UserErrorException("Ended; what was copied stays. Run the command again, and it goes on from there.",
                    UserErrorException.Environment);
            }
        });
        if (!IsSoundSoFar(move))
        {
            return Findings;
        }

        if (!isSwitched && !move.IsClosed)
        {
            Tell($"文件照常使用。再次运行本命令（不带--no-switch）即切换。",
                $"The file is in use as before. Run the command again without --no-switch to switch.");
            return Done;
        }

        return Switch(move);
    }

    /// <summary>Lets the file be used again.</summary>
    /// <returns>The exit code.</returns>
    public int TakeBack()
    {
        using LedgerMove move = LedgerMove.Begin(from, to);
        move.TakeBack();
        Tell($"{from.Name}：可以继续使用；迁移可以随时再做", $"{from.Name}: may be used again; the move may be run again at any time");
        return Done;
    }

    private int Switch(LedgerMove move)
    {
        move.Close(NowMs);
        Tell($"{from.Name}：已关闭，不再接收；它的管理系统自行停止，消息由消息服务器保留",
            $"{from.Name}: closed, takes nothing more; its registry stops by itself, and the broker keeps what comes");
        (long events, long rows) = move.CopyRest();
        Tell($"最后复制{events}条事件和{rows}行其他数据", $"copied the last {events} events and {rows} other rows");
        LedgerReport before = LedgerCheck.Run(from, NowMs);
        LedgerReport after = LedgerCheck.Run(to, NowMs);
        bool isSame = Rest(after) is [] && Figures(after) == Figures(before);
        Tell($"{to.Name}：{after.Events}条事件，核验{Judge(isSame, after).Zh}",
            $"{to.Name}: {after.Events} events, verify is {Judge(isSame, after).En}");
        if (!isSame)
        {
            Tell($"请用registry verify --store postgres查看。用--take-back可以让文件继续使用。",
                $"See registry verify --store postgres. With --take-back the file can be used on.");
            return Findings;
        }

        move.Finish(NowMs);
        return TellNext();
    }

    private int TellNext()
    {
        Tell($"现在用--store postgres启动管理系统，--client-id不变；原文件只供查阅。",
            $"Start the registry with --store postgres and the same --client-id now; the file is only there to be read.");
        return Done;
    }

    private bool IsClean(LedgerStore store, CancellationToken stop)
    {
        LedgerReport report = LedgerCheck.Run(store, NowMs);
        for (int look = 1; !report.IsClean && IsHoleOnly(report) && look < MostLooks && !stop.WaitHandle.WaitOne(s_holesClose); look++)
        {
            report = LedgerCheck.Run(store, NowMs);
        }

        Tell($"{store.Name}：{report.Events}条事件，核验{Judge(report.IsClean, report).Zh}",
            $"{store.Name}: {report.Events} events, verify is {Judge(report.IsClean, report).En}");
        return report.IsClean;
    }

    private bool IsSoundSoFar(LedgerMove move)
    {
        LedgerReport report = LedgerCheck.Run(to, NowMs);
        LedgerFinding[] wrong = Rest(report);
        Tell($"{to.Name}：{move.Events}条事件，核验{Judge(wrong is [], report).Zh}",
            $"{to.Name}: {move.Events} events, verify is {Judge(wrong is [], report).En}");
        foreach (LedgerFinding finding in wrong)
        {
            Console.Out.WriteLine($"  {VerifyWords.Say(isChinese, finding.What)} {VerifyWords.Say(isChinese, finding.Advice)}");
        }

        return wrong is [];
    }

    // What is wrong beside a hole, which is asked for again wherever it is, and beside the move itself.
    private static LedgerFinding[] Rest(LedgerReport report) =>
    [
        .. report.Findings.Concat(report.Unproven).Where(item => item != MovePairing.Unfinished),
        .. report.WrongGapLists.Select(
            cabinet => new LedgerFinding($"{cabinet}: the kept list of gaps is not what its events say", string.Empty)),
    ];

    private static bool IsHoleOnly(LedgerReport report) => Rest(report) is [] && report.TwoBoards.Count == 0;

    private static (long, long, long, long, long, long, long) Figures(LedgerReport report) => (report.Events, report.Cabinets, report.Boots,
        report.MissingExplained, report.Missing.Sum(item => item.Count), report.OpenEmergencies, report.StoredTwice);

    private static Wording Judge(bool isSound, LedgerReport report) => !isSound ? new Wording("有问题", "NOT clean")
        : report.Missing.Any(item => item.IsFinding) ? new Wording(
            string.Create(CultureInfo.InvariantCulture, $"无其他问题，缺{report.MissingUnexplained}条，会补要"),
            string.Create(CultureInfo.InvariantCulture,
                $"clean but for {report.MissingUnexplained} missing events, which are asked for again"))
        : new Wording("无问题", "clean");

    private void Tell(FormattableString zh, FormattableString en)
    {
        Console.Out.WriteLine((isChinese ? zh : en).ToString(CultureInfo.InvariantCulture));
        Console.Out.Flush();
    }
}
