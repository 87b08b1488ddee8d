using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using AedCabinet.Ledger;

namespace AedCabinet.Care;

/// <summary>Keeps inspections in the database: each once, however often it comes. May be used by any thread.</summary>
/// <param name="store">Where the database is.</param>
public sealed class InspectionBook(LedgerStore store)
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keeps one.</summary>
    /// <param name="inspection">The inspection.</param>
    /// <param name="who">Who made it.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What is in the database under its id.</returns>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened.</exception>
    /// <exception cref="DbException">It refuses.</exception>
    public KeptInspection Keep(Inspection inspection, string who, DateTimeOffset now)
    {
        using LedgerDatabase database = store.OpenForChange();
        using Statement add = database.Prepare(
            "INSERT INTO inspections (id, cabinet, who, at, received, answers, defects, note, photo, photo_type) VALUES ($1, (SELECT "
                + "no FROM "
                + "cabinets WHERE id = $2), $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING RETURNING no",
            10);
        bool isNew = add.Number(inspection.Id, inspection.Cabinet, who, inspection.At.ToUnixTimeMilliseconds(),
            now.ToUnixTimeMilliseconds(), JsonSerializer.Serialize(new { inspection.Answers, inspection.Expiries }, s_plain),
            (long)inspection.Defects, inspection.Note, inspection.Photo?.Content, inspection.Photo?.Type) is not null;
        using Statement find = database.Prepare(
            "SELECT c.id, i.who, i.command FROM inspections i JOIN cabinets c ON c.no = i.cabinet WHERE i.id = $1", 1);
        using DbDataReader rows = find.Rows(inspection.Id);
        rows.Read();
        return new KeptInspection(rows.GetString(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), isNew);
    }

    /// <summary>The photograph of an inspection.</summary>
    /// <param name="id">The inspection's id.</param>
    /// <returns>The cabinet's id and the photograph; <c>null</c> when there is none.</returns>
    /// <exception cref="DbException">The database can't be read.</exception>
    public (string Cabinet, PhotoFile Photo)? Photo(string id)
    {
        using LedgerDatabase database = store.OpenForReading();
        return InspectionLog.Photo(database, id);
    }

    /// <summary>Notes by which command the cabinet was told.</summary>
    /// <param name="id">The inspection's id.</param>
    /// <param name="command">The command's id.</param>
    /// <exception cref="DbException">The database refuses.</exception>
    public void NoteCommand(string id, string command)
    {
        using LedgerDatabase database = store.OpenForChange();
        using Statement note = database.Prepare("UPDATE inspections SET command = $2 WHERE id = $1 AND command IS NULL", 2);
        note.Run(id, command);
    }
}
