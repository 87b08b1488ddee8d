using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// What goes wrong with one of several things: it keeps no other waiting, it is tried again, and the operator is told once until it goes
/// well. May be used by any thread.
/// </summary>
/// <param name="log">Told.</param>
/// <param name="zh">What it is about, in Chinese.</param>
/// <param name="en">The same in English.</param>
public sealed class Troubles(ILogger log, string zh, string en)
{
    // Told anew when so much else was told since.
    private const int Most = 64;

    private readonly HashSet<(string Thing, Type Kind)> _told = [];

    /// <summary>Whether it is one thing that fails, and not the database or the whole program.</summary>
    /// <param name="exception">What is thrown.</param>
    /// <returns><c>true</c> when others may go on.</returns>
    public static bool IsOfOneThing(Exception exception) => exception is StoreAwayException { IsOfOneThing: true }
        || exception is not (StoreAwayException or OperationCanceledException or OutOfMemoryException);

    /// <summary>Does something with each; one that fails keeps no other waiting.</summary>
    /// <typeparam name="T">What they are.</typeparam>
    /// <param name="things">They.</param>
    /// <param name="work">What is done with one.</param>
    /// <exception cref="StoreAwayException">The database is away: nothing more is done.</exception>
    /// <exception cref="AggregateException">Some failed; the others are done.</exception>
    public static void Each<T>(IEnumerable<T> things, Action<T> work)
    {
        List<Exception> failed = [];
        foreach (T thing in things)
        {
            try
            {
                work(thing);
            }
            catch (Exception exception) when (IsOfOneThing(exception))
            {
                failed.Add(exception);
            }
        }

        if (failed.Count > 0)
        {
            throw new AggregateException(failed);
        }
    }

    /// <summary>Tells of something that failed, unless that is told already.</summary>
    /// <param name="thing">Which.</param>
    /// <param name="exception">Why.</param>
    /// <param name="level">How much it is told.</param>
    public void Tell(string thing, Exception exception, LogLevel level = LogLevel.Error)
    {
        lock (_told)
        {
            if (_told.Count >= Most)
            {
                _told.Clear();
            }

            if (!_told.Add((thing, exception.GetType())))
            {
                return;
            }
        }

        string what = level >= LogLevel.Error ? exception.ToString() : exception.Message;
        log.Tell(level, $"{zh}（{thing}）：{what}；继续重试", $"{en} ({thing}): {what}; trying again");
    }

    /// <summary>Something goes well: it is told anew if it fails again.</summary>
    /// <param name="thing">Which.</param>
    public void Mended(string thing)
    {
        lock (_told)
        {
            if (_told.Count > 0)
            {
                _told.RemoveWhere(one => one.Thing == thing);
            }
        }
    }
}
