using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>The cabinets of which something changed within a step, written down together at its end.</summary>
/// <param name="database">The database.</param>
/// <param name="cabinets">Keeps what each said last.</param>
internal sealed class TouchedCabinets(LedgerDatabase database, CabinetLedger cabinets) : IDisposable
{
    private readonly GapLedger _gaps = new(database);
    private readonly EmergencyLedger _emergencies = new(database);
    private readonly BoardConflictLedger _conflicts = new(database);
    private readonly HashSet<CabinetFile> _touched = [];
    private readonly List<CabinetRelocation> _relocated = [];

    /// <summary>Gets the cabinets that, in the last step, spoke from another prefecture than before.</summary>
    public IReadOnlyList<CabinetRelocation> Relocated => _relocated;

    /// <summary>Notes that something of a cabinet changed.</summary>
    /// <param name="file">The cabinet.</param>
    public void Add(CabinetFile file) => _touched.Add(file);

    /// <summary>Writes down what changed.</summary>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    public void Save(long nowMs)
    {
        _relocated.Clear();
        foreach (CabinetFile file in _touched)
        {
            if (file.IsChanged)
            {
                NoteRelocation(file);
                cabinets.Save(file, nowMs);
                _gaps.Save(file, nowMs);
                _emergencies.Save(file, nowMs);
                _conflicts.Save(file, nowMs);
                file.IsChanged = false;
            }
            else
            {
                cabinets.SaveLastSeen(file, nowMs);
            }

            database.NoteChanged(file.No);
        }

        _touched.Clear();
    }

    /// <summary>Forgets what changed in a step that was taken back.</summary>
    public void Forget()
    {
        _touched.Clear();
        _relocated.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _conflicts.Dispose();
        _emergencies.Dispose();
        _gaps.Dispose();
    }

    private void NoteRelocation(CabinetFile file)
    {
        CabinetTopic now = file.Entry.Topic;
        if (file.Stored.Topic != now.Base && CabinetTopic.TryParse(file.Stored.Topic + "/state", out CabinetTopic? before)
            && before!.Prefecture != now.Prefecture)
        {
            cabinets.ForgetSequences(file);
            _relocated.Add(new CabinetRelocation(now.Cabinet, before.Prefecture, now.Prefecture));
        }
    }
}
