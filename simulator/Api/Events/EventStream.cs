using System.Globalization;
using System.Text.Json;
using AedCabinet.Api.Problems;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Events;

/// <summary>
/// Writes events as they come (server-sent events). Each has its place in the order of arrival as its id: who is cut off names the last
/// one that it has and gets everything behind it, once.
/// </summary>
/// <param name="tail">Follows the events.</param>
/// <param name="cut">Whose events, for the database.</param>
/// <param name="isWanted">The same, and which of them, for what is in memory.</param>
/// <param name="json">How an event is written.</param>
/// <param name="answer">Where to.</param>
internal sealed class EventStream(EventTail tail, CabinetCut cut, Func<LoggedEvent, bool> isWanted, JsonSerializerOptions json,
    HttpResponse answer)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/event-stream";

    /// <summary>The header that names the last event somebody has.</summary>
    public const string LastId = "Last-Event-ID";

    private const int PieceEvents = 200;
    private const int RetryMs = 2000;

    // A connection that nothing goes through is cut by what is between.
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);

    // Then it is asked for again, and whether the one who asks still may is judged anew.
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    /// <summary>Reads the id of the last event that somebody has.</summary>
    /// <param name="text">The header; <c>null</c> for none.</param>
    /// <param name="last">The last number that is taken.</param>
    /// <returns>The id; <c>null</c> for none.</returns>
    /// <exception cref="ProblemException">It is none, or none of this registry's.</exception>
    public static long? Read(string? text, Func<long> last)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            throw new ProblemException(ProblemKind.Invalid, null, [new Fault(FaultPlace.Header, LastId,
                new Wording("请用收到的最后一个id；0为从头开始。", "Use the last id that came; 0 is the beginning."))]);
        }

        return id <= last() ? id : throw new ProblemException(ProblemKind.Conflict, new Wording(
            $"本系统还没有编号{id}的事件：数据库换过了。请不带{LastId}重新开始。",
            $"This registry has no event {id} yet: its database is another. Begin anew without {LastId}."));
    }

    /// <summary>Writes until somebody leaves, or the time is over.</summary>
    /// <param name="after">The last event that is known there.</param>
    /// <param name="clock">The time.</param>
    /// <param name="stop">Cancelled when the one who follows, or this host, leaves.</param>
    /// <returns>When it is over.</returns>
    public async Task RunAsync(long after, TimeProvider clock, CancellationToken stop)
    {
        long begun = clock.GetTimestamp();
        answer.ContentType = MediaType;
        answer.Headers.CacheControl = "no-store";
        answer.Headers["X-Accel-Buffering"] = "no";
        await SendAsync($"retry: {RetryMs}\nid: {after}\n\n", stop);
        while (clock.GetElapsedTime(begun) < s_most)
        {
            (long through, int count) = await WriteAsync(after, clock, stop);
            if (through == after && count == 0)
            {
                await tail.WaitAsync(after, s_beat, stop);
                stop.ThrowIfCancellationRequested();
                if (tail.Settled <= after)
                {
                    await SendAsync(": \n\n", stop);
                }
            }

            after = through;
        }
    }

    private async Task<(long Through, int Count)> WriteAsync(long after, TimeProvider clock, CancellationToken stop)
    {
        IReadOnlyList<LoggedEvent> events;
        long through;
        try
        {
            (events, through) = tail.After(cut, isWanted, after, PieceEvents);
        }
        catch (StoreAwayException)
        {
            await SendAsync(": database away\n\n", stop);
            await Task.Delay(s_again, clock, stop);
            return (after, 1);
        }

        string[] wanted = [.. events.Where(isWanted).Select(TextOf)];
        if (wanted.Length > 0)
        {
            await SendAsync(string.Concat(wanted), stop);
        }

        if (through > after && (events.Count == 0 || events[^1].Arrival < through || wanted.Length < events.Count))
        {
            // Nothing is told, but who comes again needn't begin where it was.
            await SendAsync($"id: {through}\n\n", stop);
        }

        return (through, wanted.Length);
    }

    private string TextOf(LoggedEvent item) =>
        $"id: {item.Arrival}\ndata: {JsonSerializer.Serialize(EventItem.Of(item), json)}\n\n";

    private async Task SendAsync(string text, CancellationToken stop)
    {
        await answer.WriteAsync(text, stop);
        await answer.Body.FlushAsync(stop);
    }
}
