using AedCabinet.Centre;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>One command of the command line: sent by a desk, followed until its outcome, which the database keeps.</summary>
internal static class CommandFollowUp
{
    /// <summary>Sends it and waits for what becomes of it.</summary>
    /// <param name="desk">Signs and sends it, and hears the replies.</param>
    /// <param name="book">Keeps its outcome.</param>
    /// <param name="command">Cabinet, name and arguments.</param>
    /// <param name="patience">How long to wait for the outcome.</param>
    /// <param name="interval">How long between two looks at what the desk knows.</param>
    /// <param name="look">Called before each look but the first: brings the desk what others have heard.</param>
    /// <param name="stop">Cancelled by Ctrl-C: what is known by then is returned.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="UserErrorException">There is no key, or the command is too long.</exception>
    public static async Task<CommandRecord> SendAsync(CommandDesk desk, LedgerCommandBook book,
        (string Cabinet, string Name, string Args) command, TimeSpan patience, TimeSpan interval, Action look, CancellationToken stop)
    {
        string id;
        try
        {
            id = await desk.SendAsync(command.Cabinet, command.Name, command.Args);
        }
        catch (ArgumentException exception)
        {
            throw new UserErrorException(exception.Message, UserErrorException.WrongInput);
        }

        long start = TimeProvider.System.GetTimestamp();
        while (Find(desk, id).IsUnderWay && TimeProvider.System.GetElapsedTime(start) < patience && !stop.IsCancellationRequested)
        {
            await Task.Delay(interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            look();
        }

        CommandRecord record = Find(desk, id);
        book.Keep(record);
        return record;
    }

    // New settings are confirmed by a command of the desk's own, which is none of the caller's.
    private static CommandRecord Find(CommandDesk desk, string id) => desk.Commands.First(command => command.Id == id);
}
