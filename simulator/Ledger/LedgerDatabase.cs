using System.Data.Common;
using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// A connection to a registry's ledgers. The statements are the same text for every store; what the stores say differently is here.
/// One thread at a time uses it.
/// </summary>
public abstract class LedgerDatabase : IDisposable
{
    /// <summary>Gets what messages call the database.</summary>
    public abstract string Name { get; }

    /// <summary>Gets where it is written down outside the database how many events it has; <c>null</c> where nothing is.</summary>
    public virtual HighWaterMark? Mark => null;

    /// <summary>
    /// Gets what was found lost when it was opened: how many events had been confirmed to the broker, and how many are there; <c>null</c>
    /// for nothing.
    /// </summary>
    public (long Confirmed, long Kept)? Loss { get; private protected set; }

    /// <summary>Gets the prefecture whose cabinets alone are written and held in memory; <c>null</c> for all.</summary>
    public string? Prefecture { get; private protected init; }

    /// <summary>Gets the token of the lease under which it writes; 0 where there is none.</summary>
    public virtual long LeaseToken => 0;

    /// <summary>Gets the connection.</summary>
    internal abstract DbConnection Connection { get; }

    /// <summary>Gets how the greatest of several numbers is asked for.</summary>
    internal abstract string Greatest { get; }

    /// <summary>Gets how the least of several numbers is asked for.</summary>
    internal abstract string Least { get; }

    /// <summary>Gets what happens, and is to be done, while the database refuses what comes.</summary>
    internal abstract Wording WhenRefused { get; }

    /// <summary>Runs a statement that gives nothing.</summary>
    /// <param name="sql">The statement.</param>
    public virtual void Execute(string sql)
    {
        using DbCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Asks for one whole number.</summary>
    /// <param name="sql">The question.</param>
    /// <returns>The number; 0 where there is none.</returns>
    public virtual long Number(string sql)
    {
        using DbCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        return NumberOf(command.ExecuteScalar()) ?? 0;
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>A cell as a whole number.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>The number, or <c>null</c>.</returns>
    internal static long? NumberOf(object? cell) =>
        cell is null or DBNull or string ? null : Convert.ToInt64(cell, CultureInfo.InvariantCulture);

    /// <summary>Prepares a statement.</summary>
    /// <param name="sql">The statement, its parameters <c>$1</c>, <c>$2</c>, ….</param>
    /// <param name="parameters">How many parameters it has.</param>
    /// <returns>The statement.</returns>
    internal abstract Statement Prepare(string sql, int parameters = 0);

    /// <summary>Prepares what puts events in.</summary>
    /// <returns>It.</returns>
    internal abstract IEventInsert PrepareEvents();

    /// <summary>Begins a step that is written whole or not at all.</summary>
    internal abstract void Begin();

    /// <summary>Ends a step: when it returns, everything in it is on disk.</summary>
    internal abstract void Commit();

    /// <summary>Shows that its writer still runs, every so often, where another may take its place.</summary>
    /// <exception cref="LeaseLostException">Another has.</exception>
    internal virtual void KeepLease()
    {
    }

    /// <summary>Takes a step back, if one is begun.</summary>
    internal abstract void RollBack();

    /// <summary>Begins to read one picture of everything, while a registry may go on writing; <see cref="RollBack"/> ends it.</summary>
    internal abstract void BeginReading();

    /// <summary>Asks something within <see cref="BeginReading"/> whose failure keeps from nothing that is asked afterwards.</summary>
    /// <typeparam name="T">What is asked for.</typeparam>
    /// <param name="read">Asks.</param>
    /// <returns>The answer.</returns>
    internal virtual T Attempt<T>(Func<T> read) => read();

    /// <summary>The table of events, to be read along an index.</summary>
    /// <param name="index">The index.</param>
    /// <returns>The table with its alias <c>e</c>.</returns>
    internal abstract string EventsBy(string index);

    /// <summary>Asks for a number by the rows of the events themselves, not by an index that may be broken.</summary>
    /// <param name="sql">Makes the question, given the table.</param>
    /// <returns>The number.</returns>
    internal abstract long NumberByRows(Func<string, string> sql);

    /// <summary>The number under which the latest event arrived, or one above it that is taken already.</summary>
    /// <returns>The number; 0 before the first.</returns>
    internal virtual long LastArrival() => Number("SELECT max(arrival) FROM events");

    /// <summary>
    /// Who may still be putting in events under numbers that are taken already: once all of them have ended, everything up to
    /// <see cref="LastArrival"/>, asked for before, can be read or will never be there.
    /// </summary>
    /// <returns>Names of steps; none where only one writes, for its steps end in the order of their numbers.</returns>
    internal virtual IReadOnlyList<string> Inserting() => [];

    /// <summary>
    /// Makes whoever writes down what happens at the centre wait for this step's end, so that numbers can be read in their order.
    /// </summary>
    internal virtual void KeepCentreOrder()
    {
    }

    /// <summary>How many events it has ever had, by its own account.</summary>
    /// <returns>The number.</returns>
    internal abstract long CountKept();

    /// <summary>How many events this writer has put in, by the database's own account.</summary>
    /// <returns>The number.</returns>
    internal virtual long CountWritten() => CountKept();

    /// <summary>Notes within a step how many events are new in it.</summary>
    /// <param name="events">How many.</param>
    internal abstract void NoteWritten(int events);

    /// <summary>
    /// Takes a cabinet over from the writer of another prefecture, within a step: that one has no step under way, and reads the cabinet
    /// again before its next.
    /// </summary>
    /// <param name="cabinet">The cabinet's number in the database.</param>
    /// <param name="from">The prefecture, four digits.</param>
    internal virtual void TakeOver(long cabinet, string from)
    {
    }

    /// <summary>Asks, at the beginning of a step, which cabinets of this writer's others have written to since its last.</summary>
    /// <returns>The cabinets' numbers in the database; none where only one writes.</returns>
    internal virtual IReadOnlyList<long> Handed() => [];

    /// <summary>Notes within a step that what is known of a cabinet has changed, for pages in other processes.</summary>
    /// <param name="cabinet">The cabinet's number.</param>
    internal virtual void NoteChanged(long cabinet)
    {
    }

    /// <summary>What the database itself says of its soundness.</summary>
    /// <returns><c>ok</c>, or what is broken.</returns>
    internal abstract IReadOnlyList<string> CheckIntegrity();

    /// <summary>What of the database's ways keeps it from proving that what was confirmed is there.</summary>
    /// <returns>What can't be proven.</returns>
    internal virtual IEnumerable<LedgerFinding> Doubts() => [];

    /// <summary>Whether it is the database that failed, and not the program.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <returns><c>true</c> when it is.</returns>
    internal virtual bool IsRefusal(Exception exception) => exception is DbException or IOException;

    /// <summary>Whether the database refuses what a message holds, so that the next attempt would fail the same way.</summary>
    /// <param name="exception">What it says.</param>
    /// <returns><c>true</c> when it does.</returns>
    internal abstract bool IsOfAMessage(DbException exception);

    /// <summary>Where a refusal says that everything was moved to, so that nothing will ever be taken here again.</summary>
    /// <param name="exception">What the database says.</param>
    /// <returns>The name of the other store; <c>null</c> for any other refusal.</returns>
    internal virtual string? MovedTo(Exception exception) => null;

    /// <summary>What is to be done about what the database says.</summary>
    /// <param name="exception">What it says.</param>
    /// <returns>An English sentence.</returns>
    internal abstract string AdviceOn(Exception exception);

    /// <summary>How long to wait before a write is tried again.</summary>
    /// <param name="failures">How often in a row it has failed, 1 or more.</param>
    /// <returns>The pause.</returns>
    internal abstract TimeSpan PauseAfter(int failures);

    /// <summary>Notes that what was confirmed is no longer there.</summary>
    /// <param name="confirmed">How many events had been confirmed to the broker.</param>
    /// <param name="kept">How many are there.</param>
    internal void NoteLoss(long confirmed, long kept)
    {
        using Statement statement = Prepare("INSERT INTO losses (found, confirmed, kept) VALUES ($1, $2, $3)", 3);
        statement.Run(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), confirmed, kept);
        Loss = (confirmed, kept);
    }
}
