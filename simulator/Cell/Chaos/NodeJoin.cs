using AedCabinet.Cell.Trial;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// Waits until a node that came back is a whole copy. One that stays behind begins with an empty store, as the handbook says: only it, and
/// only while both others are whole, for what they have is then all there is.
/// </summary>
/// <param name="returned">The node's name.</param>
/// <param name="ask">Asks every node.</param>
/// <param name="empty">Empties the node's store and starts it.</param>
/// <param name="wait">Waits.</param>
/// <param name="clock">The time.</param>
internal sealed class NodeJoin(string returned, Func<Task<IReadOnlyList<NodeHealth>>> ask, Func<Task> empty, Func<TimeSpan, Task> wait,
    TimeProvider clock)
{
    /// <summary>So often it is looked whether it helped.</summary>
    public const int MostTries = 4;

    /// <summary>
    /// A stream of 2.9.10 that asks its leader for what that has put away already asks for ever: so long it is waited for.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits.</summary>
    /// <returns>What was behind each time that the node's store was emptied.</returns>
    /// <exception cref="TimeoutException">A node stays behind: which, and what of it.</exception>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        List<string> emptied = [];
        for (int tries = 1; ; tries++)
        {
            NodeHealth[] behind = await BehindAsync();
            if (behind.Length == 0)
            {
                return emptied;
            }

            if (tries > MostTries)
            {
                throw new TimeoutException($"not current: {string.Join("; ", behind.AsEnumerable())}");
            }

            if (behind is [{ } only] && only.Node == returned)
            {
                emptied.Add(only.Behind!);
                await empty();
            }
        }
    }

    private async Task<NodeHealth[]> BehindAsync()
    {
        long began = clock.GetTimestamp();
        while (true)
        {
            NodeHealth[] behind = [.. (await ask()).Where(node => node.Behind is not null)];
            if (behind.Length == 0 || clock.GetElapsedTime(began) >= Patience)
            {
                return behind;
            }

            await wait(s_look);
        }
    }
}
