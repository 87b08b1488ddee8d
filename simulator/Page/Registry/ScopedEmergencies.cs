using AedCabinet.Access;
using AedCabinet.Centre;

namespace AedCabinet.Page.Registry;

/// <summary>The desk for open emergencies as one open page may use it: each step is judged and noted.</summary>
/// <param name="office">Who looks.</param>
/// <param name="desk">The desk.</param>
public sealed class ScopedEmergencies(ScopedOffice office, EmergencyDesk desk)
{
    /// <summary>Raised after a step; on the thread that made it.</summary>
    public event Action? Changed
    {
        add => desk.Changed += value;
        remove => desk.Changed -= value;
    }

    /// <summary>Gets the emergencies that are over at cabinets that may be seen, the latest first.</summary>
    public IReadOnlyList<EmergencyCase> Over => [.. desk.Over.Where(item => office.May(Permission.See, item.Key.Cabinet))];

    /// <summary>Whether whoever looks may take a cabinet's emergencies through their stages.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool MayHandle(string cabinet) => office.May(Permission.HandleEmergencies, cabinet);

    /// <summary>What was done about an open emergency.</summary>
    /// <param name="key">The emergency.</param>
    /// <returns>The case, without a step when nothing was, or it may not be seen.</returns>
    public EmergencyCase Of(EmergencyKey key) => office.May(Permission.See, key.Cabinet) ? desk.Of(key) : new EmergencyCase(key, []);

    /// <summary>How much longer a closing can be taken back.</summary>
    /// <param name="key">The emergency.</param>
    /// <returns>The time; zero when there is none.</returns>
    public TimeSpan LeftToTakeBack(EmergencyKey key) => desk.LeftToTakeBack(key);

    /// <summary>The latest command that told a cabinet of a closing.</summary>
    /// <param name="key">The emergency, closed.</param>
    /// <returns>The command; <c>null</c> while none was sent.</returns>
    public CommandRecord? Told(EmergencyKey key) => office.May(Permission.See, key.Cabinet) ? desk.Told(key) : null;

    /// <summary>Brings an emergency to a stage; the same or an earlier one changes nothing.</summary>
    /// <param name="key">The emergency.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="reason">One of <see cref="EmergencyReasons.All"/> when it is closed.</param>
    /// <exception cref="ArgumentException">Nobody, no such reason, or this account may not.</exception>
    /// <exception cref="EmergencyNotKeptException">It could not be written down: nothing has changed.</exception>
    public void Bring(EmergencyKey key, EmergencyStage stage, string who, string? reason = null)
    {
        Judge(key, stage.ToString());
        desk.Bring(key, stage, who, reason);
    }

    /// <summary>Takes a closing back.</summary>
    /// <param name="key">The emergency.</param>
    /// <param name="who">Who does it.</param>
    /// <returns><c>false</c> when it is too late.</returns>
    /// <exception cref="ArgumentException">Nobody, or this account may not.</exception>
    /// <exception cref="EmergencyNotKeptException">It could not be written down: it stays closed.</exception>
    public bool TakeBack(EmergencyKey key, string who)
    {
        Judge(key, "taken back");
        return desk.TakeBack(key, who);
    }

    /// <summary>Tells a cabinet once more that what is open at it is closed here.</summary>
    /// <param name="key">The emergency, closed and no more to be taken back.</param>
    /// <returns>When it is sent.</returns>
    /// <exception cref="ArgumentException">This account may not.</exception>
    public Task TellAgainAsync(EmergencyKey key)
    {
        Judge(key, "told again");
        return desk.TellAgainAsync(key);
    }

    private void Judge(EmergencyKey key, string what)
    {
        bool mayHandle = MayHandle(key.Cabinet);
        office.Note(AuditActions.Emergency, key.Cabinet, mayHandle, $"{key.Event}: {what}");
        if (!mayHandle)
        {
            throw new ArgumentException($"The emergencies of {key.Cabinet} are not this account's to handle.", nameof(key));
        }
    }
}
