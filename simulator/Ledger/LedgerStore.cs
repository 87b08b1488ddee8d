using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// Where a registry keeps its ledgers: opens connections to them. Everything above speaks to a <see cref="LedgerDatabase"/> and does not
/// know which store it is.
/// </summary>
public abstract class LedgerStore
{
    /// <summary>Gets what messages call it; never holds a password.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the file on whose disk it needs room; <c>null</c> when it is on a server that looks after that itself.</summary>
    public virtual string? File => null;

    /// <summary>Opens it as the one that writes what comes in, and makes it where there is none.</summary>
    /// <param name="prefecture">The one prefecture whose cabinets are written, four digits; <c>null</c> for all.</param>
    /// <returns>The open database.</returns>
    /// <exception cref="UserErrorException">It can't be opened, is no registry's, is newer than this program, or another registry has
    /// it.</exception>
    public abstract LedgerDatabase OpenForIngest(string? prefecture = null);

    /// <summary>Opens one that is there to write something small, such as a command's number.</summary>
    /// <returns>The open database.</returns>
    /// <exception cref="UserErrorException">There is none, or it can't be opened.</exception>
    public abstract LedgerDatabase OpenForChange();

    /// <summary>Opens one that is there to read; a registry may write to it meanwhile.</summary>
    /// <returns>The open database.</returns>
    /// <exception cref="UserErrorException">There is none, or it can't be opened.</exception>
    public abstract LedgerDatabase OpenForReading();

    /// <summary>How many events had been on disk, written down outside the database.</summary>
    /// <returns>The number; <c>null</c> when it is not known.</returns>
    internal virtual long? ReadMark() => null;

    /// <summary>
    /// Whether there is something that once was, or should be, such a database: then that it can't be opened is a finding.
    /// </summary>
    /// <returns><c>true</c> when there is.</returns>
    internal virtual bool IsThere() => true;
}
