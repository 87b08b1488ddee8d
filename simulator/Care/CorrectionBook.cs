using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Care;

/// <summary>
/// Keeps corrections: what the cabinet holds goes to it as a signed <c>configure</c> and is pending until the cabinet has confirmed it,
/// what only the registry holds is kept at once. May be used by any thread and any number of processes.
/// </summary>
/// <param name="store">Where the database is.</param>
public sealed class CorrectionBook(LedgerStore store)
{
    /// <summary>The command that carries what the cabinet holds.</summary>
    public const string Command = "configure";

    private const int Shown = 20;
    private const string OfCabinet = "(SELECT no FROM cabinets WHERE id = $1)";

    // A kit sleeps; a cabinet may be away over a weekend.
    private static readonly TimeSpan s_tryFor = TimeSpan.FromDays(7);
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads what was corrected at a cabinet.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>It.</returns>
    public static CorrectedCabinet Read(LedgerDatabase database, CabinetRecord cabinet)
    {
        List<Correction> corrections = [];
        using (Statement list = database.Prepare("SELECT r.version, r.fields, r.who, r.at, r.timed FROM corrections r WHERE r.cabinet = "
            + $"{OfCabinet} ORDER BY r.version DESC LIMIT $2", 2))
        {
            List<(Correction Correction, long? Timed)> read = [];
            using (DbDataReader rows = list.Rows(cabinet.Id, Shown))
            {
                while (rows.Read())
                {
                    read.Add((new Correction(rows.GetInt64(0), JsonNode.Parse(rows.GetString(1))!.AsObject(), rows.GetString(2),
                        DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(3)), null), rows.IsDBNull(4) ? null : rows.GetInt64(4)));
                }
            }

            corrections.AddRange(read.Select(item => item.Correction with
            {
                Command = item.Timed is { } timed ? TimedCommandBook.Find(database, timed) : null,
            }));
        }

        using Statement note = database.Prepare($"SELECT responsible FROM cabinet_notes WHERE cabinet = {OfCabinet}", 1);
        using DbDataReader noted = note.Rows(cabinet.Id);
        string? responsible = noted.Read() && !noted.IsDBNull(0) ? noted.GetString(0) : null;
        noted.Dispose();
        return new CorrectedCabinet(corrections.Count == 0 ? 0 : corrections[0].Version, SitePeople.Of(database, SiteKey.Of(cabinet)),
            responsible, corrections);
    }

    /// <summary>Takes a correction.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="version">The version that it is based on.</param>
    /// <param name="fields">The values by name, judged.</param>
    /// <param name="who">Who corrects.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreAwayException">The database is away: nothing was changed.</exception>
    public CorrectionOutcome Take(CabinetRecord cabinet, long version, JsonObject fields, string who, DateTimeOffset now) =>
        StoreStep.Run(store, database =>
        {
            JsonObject args = CorrectionField.ToConfigure(fields);
            if (args.Count > 0 && IsPending(database, cabinet.Id))
            {
                return CorrectionOutcome.Waiting;
            }

            using Statement add = database.Prepare(
                $"INSERT INTO corrections (cabinet, version, fields, who, at) VALUES ({OfCabinet}, $2, $3, "
                + "$4, $5) ON CONFLICT (cabinet, version) DO NOTHING RETURNING no", 5);
            if (add.Number(cabinet.Id, version + 1, fields.ToJsonString(s_plain), who, now.ToUnixTimeMilliseconds()) is not { } no)
            {
                return CorrectionOutcome.Outdated;
            }

            Note(database, cabinet, fields, who, now);
            if (args.Count == 0)
            {
                Tell(database, cabinet.Topic, version + 1, fields, now);
                return CorrectionOutcome.Taken;
            }

            long timed = TimedCommandBook.Add(database, cabinet.Id, Command, args.ToJsonString(s_plain), now, now + s_tryFor, now);
            using Statement join = database.Prepare("UPDATE corrections SET timed = $2 WHERE no = $1", 2);
            join.Run(no, timed);
            return CorrectionOutcome.Taken;
        });

    /// <summary>Takes one back that was not sent yet.</summary>
    /// <param name="correction">It.</param>
    /// <param name="now">The time now.</param>
    /// <returns><c>false</c> when it was sent, or is over.</returns>
    /// <exception cref="StoreAwayException">The database is away: it stays.</exception>
    public bool Withdraw(Correction correction, DateTimeOffset now) => correction.Command is { Stage: TimedStage.Waiting } command
        && StoreStep.Run(store, database => TimedCommandBook.Move(database, command, TimedStage.Withdrawn, null, null, now));

    /// <summary>Tells that a cabinet has confirmed a correction: a part of the step in which that is written down.</summary>
    /// <param name="database">The database.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The time now.</param>
    public static void End(LedgerDatabase database, TimedCommand command, DateTimeOffset now)
    {
        if (command.Stage != TimedStage.Done)
        {
            return;
        }

        using Statement find = database.Prepare(
            "SELECT c.topic, r.version, r.fields FROM corrections r JOIN cabinets c ON c.no = r.cabinet "
            + "WHERE r.timed = $1", 1);
        CabinetTopic? topic;
        long version;
        JsonObject fields;
        using (DbDataReader rows = find.Rows(command.No))
        {
            if (!rows.Read() || !CabinetTopic.TryParse(rows.GetString(0) + "/event", out topic))
            {
                return;
            }

            version = rows.GetInt64(1);
            fields = JsonNode.Parse(rows.GetString(2))!.AsObject();
        }

        Tell(database, topic!, version, fields, now);
    }

    private static bool IsPending(LedgerDatabase database, string cabinet)
    {
        using Statement find = database.Prepare("SELECT 1 FROM corrections r JOIN timed_commands t ON t.no = r.timed WHERE r.cabinet = "
            + $"{OfCabinet} AND t.stage IN ('waiting', 'sending', 'sent', 'accepted') LIMIT 1", 1);
        return find.Number(cabinet) is not null;
    }

    private static void Note(LedgerDatabase database, CabinetRecord cabinet, JsonObject fields, string who, DateTimeOffset now)
    {
        if (fields.ContainsKey(CorrectionField.People))
        {
            SitePeople.Put(database, SiteKey.Of(cabinet), fields[CorrectionField.People]?.GetValue<long>(), who, now);
        }

        if (fields.ContainsKey(CorrectionField.Responsible))
        {
            using Statement put = database.Prepare(
                $"INSERT INTO cabinet_notes (cabinet, responsible, who, at) VALUES ({OfCabinet}, $2, $3, "
                + "$4) ON CONFLICT (cabinet) DO UPDATE SET responsible = excluded.responsible, who = excluded.who, at = excluded.at", 4);
            put.Run(cabinet.Id, fields[CorrectionField.Responsible]?.GetValue<string>(), who, now.ToUnixTimeMilliseconds());
        }
    }

    // Which of it was corrected, and not to what: whom to call is nobody else's.
    private static void Tell(LedgerDatabase database, CabinetTopic topic, long version, JsonObject fields, DateTimeOffset now) =>
        CentreEventLog.Append(database, new CentreEvent("cabinet.corrected", topic.Cabinet, topic.Prefecture, topic.Sector, Severity.Info,
            false, now, JsonSerializer.Serialize(new { version, fields = fields.Select(field => field.Key) })));
}
