using System.Data.Common;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Which cabinets a writer holds in memory. One that keeps a single prefecture takes over from another writer whatever begins to speak
/// from its own, and lets go what another has taken over; no cabinet is held by two between their steps.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="book">The cabinets that are held.</param>
/// <param name="cabinets">Enters new ones.</param>
/// <param name="wakeHours">Every how many hours a battery kit reports.</param>
internal sealed class HeldCabinets(LedgerDatabase database, CabinetBook book, CabinetLedger cabinets, int wakeHours)
{
    // Of another prefecture still: only a late message of theirs has come this way.
    private readonly List<CabinetFile> _guests = [];

    /// <summary>Reads again, at the beginning of a step, what other writers have written to meanwhile.</summary>
    /// <param name="handed">The numbers of those cabinets in the database.</param>
    public void Begin(IReadOnlyList<long> handed)
    {
        _guests.Clear();
        foreach (long no in handed)
        {
            if (book.Files.FirstOrDefault(file => file.No == no) is { } old)
            {
                book.Remove(old);
            }

            if (CabinetLoader.LoadOne(database, no, wakeHours) is { } file && file.Entry.Topic.Prefecture == database.Prefecture)
            {
                book.Add(file);
            }
        }
    }

    /// <summary>Finds a cabinet: in memory, with another writer, or new.</summary>
    /// <param name="topic">A topic of its own, of a prefecture that this writer keeps.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>It.</returns>
    public CabinetFile FileOf(CabinetTopic topic, long nowMs)
    {
        if (book.Find(topic.Cabinet) is { } held)
        {
            return held;
        }

        CabinetFile file = (database.Prefecture is null ? null : TakeOver(topic.Cabinet)) ?? cabinets.Add(topic, nowMs);
        book.Add(file);
        return file;
    }

    /// <summary>Lets go, at the end of a step, what still belongs to another writer, who reads it again.</summary>
    public void End()
    {
        foreach (CabinetFile guest in _guests.Where(file => file.Entry.Topic.Prefecture != database.Prefecture))
        {
            book.Remove(guest);
        }

        _guests.Clear();
    }

    // Whoever has it may be in the middle of a step, after which it may be somebody else's.
    private CabinetFile? TakeOver(string id)
    {
        (long No, string Prefecture)? holder = HolderOf(id);
        while (holder is { } known)
        {
            database.TakeOver(known.No, known.Prefecture);
            (long No, string Prefecture)? now = HolderOf(id);
            if (now == known)
            {
                break;
            }

            holder = now;
        }

        CabinetFile? file = holder is { } found ? CabinetLoader.LoadOne(database, found.No, wakeHours) : null;
        if (file is not null)
        {
            _guests.Add(file);
        }

        return file;
    }

    private (long No, string Prefecture)? HolderOf(string id)
    {
        using Statement statement = database.Prepare("SELECT no, prefecture FROM cabinets WHERE id = $1", 1);
        using DbDataReader rows = statement.Rows(id);
        return rows.Read() ? (rows.GetInt64(0), rows.GetString(1)) : null;
    }
}
