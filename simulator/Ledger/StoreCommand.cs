using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// Sends one signed command through the database to the worker that keeps the cabinet, and waits for what becomes of it: who does so needs
/// no account at a broker.
/// </summary>
public static class StoreCommand
{
    private const int Followed = 20;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends it.</summary>
    /// <param name="store">Where the database is.</param>
    /// <param name="keys">The cabinets' keys.</param>
    /// <param name="command">Cabinet, name and arguments.</param>
    /// <param name="patience">How long to wait for the outcome.</param>
    /// <param name="stop">Cancelled by Ctrl-C.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="UserErrorException">There is no key, the command is too long, or the database can't be opened.</exception>
    public static async Task<CommandRecord> SendAsync(PostgresStore store, CommandKeys keys,
        (string Cabinet, string Name, string Args) command, TimeSpan patience, CancellationToken stop)
    {
        WallTime time = new(TimeProvider.System);
        using LedgerDatabase database = store.OpenForChange();
        await using PostgresNews news = new(store);
        using StoreOutbox outbox = new(store, news);
        using LedgerCommandBook book = new(database);
        using CommandDesk desk = new(keys, outbox, TimeProvider.System, time, book);
        return await CommandFollowUp.SendAsync(desk, book, command, patience, s_interval,
            () => desk.Adopt(book.Latest(Followed, time.Now - CommandDesk.Patience)), stop);
    }
}
