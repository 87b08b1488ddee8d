using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Training;

/// <summary>
/// Keeps planned drills, each with the signed command by which it begins, and tells of each when it is over. May be used by any thread and
/// any number of processes.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="pool">Reads it.</param>
public sealed class DrillBook(LedgerStore store, ReadingPool pool)
{
    /// <summary>The command by which a drill begins.</summary>
    public const string Command = "drill";

    /// <summary>Plans one.</summary>
    /// <param name="topic">Where its cabinet speaks.</param>
    /// <param name="drill">What is planned.</param>
    /// <param name="who">Who plans it.</param>
    /// <param name="now">The time now.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="StoreAwayException">The database is away: nothing was planned.</exception>
    public string Plan(CabinetTopic topic, NewDrill drill, string who, DateTimeOffset now)
    {
        string id = Guid.CreateVersion7(now).ToString("N");
        JsonObject args = new() { ["minutes"] = drill.Minutes };
        if (drill.IsSos)
        {
            args["sos"] = true;
        }

        return StoreStep.Run(store, database =>
        {
            long timed = TimedCommandBook.Add(database, topic.Cabinet, Command, args.ToJsonString(), drill.At,
                drill.At.AddMinutes(drill.Minutes), now);
            using Statement add = database.Prepare("INSERT INTO drills (id, cabinet, timed, at, minutes, sos, plan, expects, who, made) "
                + "VALUES ($1, (SELECT no FROM cabinets WHERE id = $2), $3, $4, $5, $6, $7, $8, $9, $10)", 10);
            add.Run(id, topic.Cabinet, timed, drill.At.ToUnixTimeMilliseconds(), drill.Minutes, drill.IsSos ? 1L : 0L, drill.Plan,
                string.Join(',', drill.Expects), who, now.ToUnixTimeMilliseconds());
            Tell(database, "training.drill-planned", topic, now,
                new { drill = id, at = ContractForms.TimeText(drill.At.ToUnixTimeMilliseconds()), minutes = drill.Minutes });
            return id;
        });
    }

    /// <summary>Takes one back before its time.</summary>
    /// <param name="plan">It.</param>
    /// <param name="now">The time now.</param>
    /// <returns><c>false</c> when it has begun, or is over.</returns>
    /// <exception cref="StoreAwayException">The database is away: it stays planned.</exception>
    public bool Withdraw(DrillPlan plan, DateTimeOffset now) => StoreStep.Run(store, database =>
    {
        if (plan.Command.Stage != TimedStage.Waiting || plan.Command.Tried is not null
            || !TimedCommandBook.Move(database, plan.Command, TimedStage.Withdrawn, null, null, now))
        {
            return false;
        }

        return Close(database, plan, now) && Tell(database, "training.drill-withdrawn", plan.Topic, now, new { drill = plan.Id });
    });

    /// <summary>Tells of a drill whose command came to nothing: a part of the step in which that is written down.</summary>
    /// <param name="database">The database.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The time now.</param>
    public static void End(LedgerDatabase database, TimedCommand command, DateTimeOffset now)
    {
        if (command.Stage is TimedStage.Missed or TimedStage.Failed && FindOf(database, command.No) is { } plan
            && Close(database, plan, now))
        {
            Tell(database, "training.drill-missed", plan.Topic, now,
                new { drill = plan.Id, stage = command.Stage == TimedStage.Missed ? "missed" : "refused", why = command.Why });
        }
    }

    /// <summary>Tells of the drills that are over, once each: with what happened in them against what was planned.</summary>
    /// <param name="now">The time now.</param>
    /// <exception cref="StoreAwayException">The database is away: the next look goes on.</exception>
    public void Look(DateTimeOffset now)
    {
        IReadOnlyList<DrillPlan> begun = pool.Read(Begun);
        Troubles.Each(begun, plan => StoreStep.Run(store, database => End(database, plan, now)));
    }

    private static bool End(LedgerDatabase database, DrillPlan plan, DateTimeOffset now)
    {
        DrillCourse? course = DrillLog.CourseOf(database, plan);
        if (course?.Ended is null && now < plan.Until + DrillLimits.WaitForEnd)
        {
            return false;
        }

        HeldDrill held = new(plan.Id, plan.Topic, plan with { Ended = now }, course);
        return Close(database, plan, now) && Tell(database, "training.drill-done", plan.Topic, now, new
        {
            drill = plan.Id,
            started = TextOf(course?.Started),
            ended = TextOf(course?.Ended),
            happened = course?.Counts ?? new Dictionary<string, int>(),
            missing = held.Missing(),
            differences = held.Differences(now),
        });
    }

    // Whatever the clock says now: what has begun has begun, though the clock was set back since.
    private static IReadOnlyList<DrillPlan> Begun(LedgerDatabase database)
    {
        using Statement open = database.Prepare($"SELECT {DrillLog.PlanColumns} FROM {DrillLog.PlanSource} WHERE d.ended IS NULL AND "
            + "t.stage = 'done' ORDER BY d.at LIMIT 500");
        using DbDataReader rows = open.Rows();
        List<DrillPlan> plans = [];
        while (rows.Read())
        {
            if (DrillLog.ReadPlan(rows) is { } plan)
            {
                plans.Add(plan);
            }
        }

        return plans;
    }

    private static DrillPlan? FindOf(LedgerDatabase database, long timed)
    {
        using Statement find = database.Prepare($"SELECT {DrillLog.PlanColumns} FROM {DrillLog.PlanSource} WHERE d.timed = $1", 1);
        using DbDataReader rows = find.Rows(timed);
        return rows.Read() ? DrillLog.ReadPlan(rows) : null;
    }

    private static bool Close(LedgerDatabase database, DrillPlan plan, DateTimeOffset now)
    {
        using Statement close = database.Prepare("UPDATE drills SET ended = $2 WHERE no = $1 AND ended IS NULL RETURNING no", 2);
        return close.Number(plan.No, now.ToUnixTimeMilliseconds()) is not null;
    }

    private static bool Tell(LedgerDatabase database, string type, CabinetTopic topic, DateTimeOffset now, object data)
    {
        CentreEventLog.Append(database, new CentreEvent(type, topic.Cabinet, topic.Prefecture, topic.Sector, Severity.Info, true, now,
            JsonSerializer.Serialize(data)));
        return true;
    }

    private static string? TextOf(DateTimeOffset? time) => time is { } known
        ? ContractForms.TimeText(known.ToUnixTimeMilliseconds()) : null;
}
