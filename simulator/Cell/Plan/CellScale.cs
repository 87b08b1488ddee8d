using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Plan;

/// <summary>
/// How many cells, machines, how much network and disk a number of cabinets needs: reckoned from figures that were measured on a cell, and
/// from what SPEC says of cabinets. Each line says what it was reckoned from.
/// </summary>
/// <param name="measured">The measured figures.</param>
/// <param name="assumed">What is assumed of the cabinets.</param>
/// <param name="isChinese">In which language.</param>
public sealed class CellScale(MeasuredFigures measured, CellAssumptions assumed, bool isChinese)
{
    private const double DaySeconds = 86_400;
    private const double Gibibyte = 1L << 30;

    // Points 2 and 3 of CELL.md: a region that comes back at once is connected again, and its events are on disk, within this.
    private const double BackSeconds = 120;

    // CELL.md's point 2: so long an emergency may take through the death of any part.
    private const double EmergencySeconds = 15;

    // What each cabinet says when its mains and its link return: mains.restored, link.restored, and a state.
    private const double MessagesAtReturn = 3;

    // Each machine's HAProxy lets in so many a second and no more, for nodes that are asked faster shut all out; one of three may be dead.
    private const double ProxiesLeft = CellPlan.Machines - 1;

    // LimitNOFILE of aed-nats.service, with one node dead two carry all; HAProxy takes two descriptors for each of 131,072.
    private const double DescriptorsOfNats = 65_536;

    // Of a machine's memory so much is left to the brokers; the rest is PostgreSQL's.
    private const double BrokerShare = 0.25;

    private readonly List<CellScaleRow> _rows = [];

    /// <summary>Reckons.</summary>
    /// <param name="cabinets">How many cabinets.</param>
    /// <param name="perCell">How many a cell is to have; <c>null</c> for as many as it bears.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="UserErrorException">A figure is missing.</exception>
    public IReadOnlyList<CellScaleRow> Of(int cabinets, int? perCell)
    {
        double most = MostPerCell();
        double each = perCell ?? Math.Floor(most);
        double cells = Math.Ceiling(cabinets / each);
        double share = Math.Ceiling(cabinets / cells);
        Add("每单元机柜", "cabinets a cell", share, perCell is null ? "上面最小的一项，再平均分配" : "--per-cell，再平均分配",
            perCell is null ? "the smallest of the above, shared out evenly" : "--per-cell, shared out evenly");
        Add("单元", "cells", cells, $"{cabinets} ÷ {Number(each)}", $"{cabinets} ÷ {Number(each)}");
        Add("机器", "machines", cells * CellPlan.Machines, "单元 × 3", "cells × 3");
        AddLoad(share);
        AddDisk(share);
        return _rows;
    }

    private double MostPerCell()
    {
        double clients = Figure("clients") / Figure("connectSeconds") * BackSeconds * ProxiesLeft / Figure("proxies");
        double storm = Figure("eventsPerSecond") * BackSeconds / MessagesAtReturn;
        double memory = assumed.MemoryGibibytes * Gibibyte * BrokerShare * 2 / Figure("natsBytesPerClient");
        Add("单元上限：120秒内全部重连", "a cell's limit: all back within 120 s", clients,
            "clients ÷ connectSeconds × 120 × 2 ÷ proxies（3个HAProxy中1个失效）",
            "clients ÷ connectSeconds × 120 × 2 ÷ proxies (one HAProxy of three is dead)");
        Add("单元上限：重连时的消息", "a cell's limit: what they say at their return", storm, "eventsPerSecond × 120 ÷ 3",
            "eventsPerSecond × 120 ÷ 3");
        Add("单元上限：内存", "a cell's limit: memory", memory,
            $"2个节点 × {Number(assumed.MemoryGibibytes)} GiB × {BrokerShare:P0} ÷ natsBytesPerClient",
            $"2 nodes × {Number(assumed.MemoryGibibytes)} GiB × {BrokerShare:P0} ÷ natsBytesPerClient");
        Add("单元上限：文件描述符", "a cell's limit: file descriptors", DescriptorsOfNats, "aed-nats.service的LimitNOFILE（旧连接尚在时翻倍，2个节点）",
            "LimitNOFILE of aed-nats.service, twice for old connections, 2 nodes");
        // A machine dies with a third of the cabinets; one of them whose AED is taken then comes in among the others.
        double late = CellPlan.Machines * ProxiesLeft * Figure("clients") / Figure("connectSeconds") / Figure("proxies")
            * Math.Max(0, EmergencySeconds - Figure("nodeSeconds"));
        Add("单元上限：机器失效后15秒内急救事件到达", "a cell's limit: an emergency within 15 s of a machine's death", late,
            "3 × 2 × clients ÷ connectSeconds ÷ proxies × (15 − nodeSeconds)",
            "3 × 2 × clients ÷ connectSeconds ÷ proxies × (15 − nodeSeconds)");
        return new[] { clients, storm, memory, DescriptorsOfNats, late }.Min();
    }

    private void AddLoad(double share)
    {
        double messages = share * (assumed.EventsPerDay + assumed.StatesPerDay) / DaySeconds;
        double atReturn = share * MessagesAtReturn / BackSeconds;
        string usual = $"({assumed.EventsPerDay} + {assumed.StatesPerDay}) ÷ 86400";
        Add("每单元消息/秒，平时", "messages a second a cell, usual", messages, $"机柜 × {usual}", $"cabinets × {usual}");
        Add("每单元消息/秒，重连时", "messages a second a cell, at a return", atReturn, "机柜 × 3 ÷ 120", "cabinets × 3 ÷ 120");
        Add("负荷，重连时，%", "load at a return, %", 100 * atReturn / Figure("eventsPerSecond"), "÷ eventsPerSecond", "÷ eventsPerSecond");
        double network = atReturn * (Figure("routeBytesPerEvent") + (2 * Figure("walBytesPerEvent")) + Figure("mqttBytesPerEvent")) * 8
            / 1_000_000;
        Add("每单元内部网络，重连时，Mbit/s", "network within a cell at a return, Mbit/s", network,
            "× (routeBytesPerEvent + 2 × walBytesPerEvent + mqttBytesPerEvent) × 8",
            "× (routeBytesPerEvent + 2 × walBytesPerEvent + mqttBytesPerEvent) × 8");
        Add("每台机器内存，消息服务器，GiB", "memory a machine, brokers, GiB", share * Figure("natsBytesPerClient") / 2 / Gibibyte,
            "natsBytesPerClient，1个节点失效时", "natsBytesPerClient, with one node dead");
    }

    private void AddDisk(double share)
    {
        double daily = share * assumed.EventsPerDay;
        double database = daily * 365 * assumed.Years * Figure("databaseBytesPerEvent") / Gibibyte;
        double logs = daily * Figure("walBytesPerEvent") * 7 / Gibibyte;
        double backlog = share * (assumed.EventsPerDay + assumed.StatesPerDay) * assumed.BacklogDays * Figure("mqttBytesPerEvent")
            / Gibibyte;
        Add($"每台机器磁盘，数据库{assumed.Years}年，GiB", $"disk a machine, database of {assumed.Years} years, GiB", database,
            $"机柜 × {assumed.EventsPerDay} × 365 × {assumed.Years} × databaseBytesPerEvent",
            $"cabinets × {assumed.EventsPerDay} × 365 × {assumed.Years} × databaseBytesPerEvent");
        Add("每台机器磁盘，WAL归档7天，GiB", "disk a machine, 7 days of archived log, GiB", logs, "× walBytesPerEvent", "× walBytesPerEvent");
        Add($"每台机器磁盘，JetStream积压{assumed.BacklogDays}天，GiB", $"disk a machine, {assumed.BacklogDays} days unread in JetStream, GiB",
            backlog, "× mqttBytesPerEvent", "× mqttBytesPerEvent");
        Add("每台机器磁盘合计，一半留空，GiB", "disk a machine in all, half of it free, GiB", 2 * (database + logs + backlog), "以上三项 × 2",
            "the three above × 2");
    }

    private double Figure(string name) => measured.All.TryGetValue(name, out double value) && value > 0 ? value
        : throw new UserErrorException(new Wording(
            $"--measured：缺少实测值{name}。请用“registry cell chaos --figures FILE”（不带--short）重新测得。",
            $"--measured: the figure {name} is missing. Measure anew: registry cell chaos --figures FILE, without --short.").In(isChinese),
            UserErrorException.WrongInput);

    private void Add(string zh, string en, double value, string fromZh, string fromEn) =>
        _rows.Add(new CellScaleRow(new Wording(zh, en), value, new Wording(fromZh, fromEn)));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
