using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>
/// The centre as a page shows it: what it knows of the cabinets, and the desk from which it commands them. May be used by any thread.
/// </summary>
public interface IRegistryOffice
{
    /// <summary>Raised after something has come in; on the thread that brought it.</summary>
    event Action? Changed;

    /// <summary>
    /// Gets how soon after a change a page is drawn anew: no sooner than anybody could read, nor than this host has the time for.
    /// </summary>
    TimeSpan Pace { get; }

    /// <summary>Gets the time of day where the cabinets hang.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Gets the desk for commands.</summary>
    CommandDesk Desk { get; }

    /// <summary>Gets the desk for open emergencies; who may not command may only look at it.</summary>
    EmergencyDesk Emergencies { get; }

    /// <summary>Gets a value indicating whether commands are sent from here at all.</summary>
    bool SendsCommands { get; }

    /// <summary>Gets how many doubles of events were removed.</summary>
    long Doubles { get; }

    /// <summary>Gets how many messages could not be used.</summary>
    long SetAsideCount { get; }

    /// <summary>Gets the latest of them, the newest first.</summary>
    IReadOnlyList<SetAsideMessage> SetAside { get; }

    /// <summary>Gets what is wrong with what comes in or is kept, so that what is shown may be old; <c>null</c> for nothing.</summary>
    IntakeTrouble? Trouble { get; }

    /// <summary>Gets what only a registry with a database knows; <c>null</c> in one without, and before it was first worked out.</summary>
    RegistryStanding? Standing { get; }

    /// <summary>The cabinets as they are now.</summary>
    /// <returns>What is known of each, by id.</returns>
    IReadOnlyList<CabinetRecord> Cabinets();

    /// <summary>What the cabinets say of who and where they are: where it can be, far cheaper than all that is known of them.</summary>
    /// <returns>It, by id, in no order.</returns>
    IEnumerable<(string Id, ReportedAbout About)> Abouts() =>
        Cabinets().Where(cabinet => cabinet.About is not null).Select(cabinet => (cabinet.Id, cabinet.About!));

    /// <summary>One cabinet as it is now.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>What is known of it, or <c>null</c>.</returns>
    CabinetRecord? Find(string id);

    /// <summary>A page of the history.</summary>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="skip">How many of them to pass over, 0 or more.</param>
    /// <param name="count">How many to give at most, 1 or more.</param>
    /// <returns>The events.</returns>
    EventPage Events(EventFilter filter, int skip, int count);
}
