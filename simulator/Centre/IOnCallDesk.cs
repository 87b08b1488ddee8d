namespace AedCabinet.Centre;

/// <summary>Where the lists of those on call are kept, and a message can be sent to try them. May be used by any thread.</summary>
public interface IOnCallDesk
{
    /// <summary>Gets the channels that this process can send by; empty when it was given no alerting file.</summary>
    IReadOnlyList<string> Channels { get; }

    /// <summary>The lists.</summary>
    /// <returns>Everybody, in the order of prefecture, severity and place.</returns>
    /// <exception cref="OnCallException">They can't be read.</exception>
    IReadOnlyList<OnCallEntry> List();

    /// <summary>What keeps an entry from being used.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>Names of what is wrong, such as <c>hours</c>; none when it can be used.</returns>
    IReadOnlyList<string> Judge(OnCallEntry entry);

    /// <summary>Adds or changes an entry.</summary>
    /// <param name="entry">The entry, judged.</param>
    /// <exception cref="OnCallException">It could not be kept: nothing was changed.</exception>
    void Save(OnCallEntry entry);

    /// <summary>Takes an entry off the list.</summary>
    /// <param name="no">Its number.</param>
    /// <exception cref="OnCallException">It could not be done: nothing was changed.</exception>
    void Remove(long no);

    /// <summary>Sends a message that says that it is a test.</summary>
    /// <param name="entry">To whom.</param>
    /// <param name="who">Who asked for it.</param>
    /// <returns>What became of it.</returns>
    Task<AlertStep> TestAsync(OnCallEntry entry, string who);
}
