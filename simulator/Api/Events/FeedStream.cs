using AedCabinet.Api.Problems;
using AedCabinet.Feeds;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Events;

/// <summary>
/// Writes what happens as it comes (server-sent events), as the CloudEvents of the webhooks. Each has its cursor as its id: who is cut off
/// names the last one that it has and gets everything behind it, once.
/// </summary>
/// <param name="log">What happens.</param>
/// <param name="pick">Which of it.</param>
/// <param name="writer">How it is written.</param>
/// <param name="answer">Where to.</param>
internal sealed class FeedStream(FeedLog log, FeedPick pick, FeedWriter writer, HttpResponse answer)
{
    private const int PieceEntries = 200;
    private const int RetryMs = 2000;

    // As the event stream: a connection that nothing goes through is cut, and whether the one who asks still may is judged anew.
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    /// <summary>Judges a cursor that somebody goes on behind.</summary>
    /// <param name="place">In what part of the request it is.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="text">The cursor.</param>
    /// <param name="log">What happened.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ProblemException">It is none, or none of this registry's.</exception>
    public static FeedPosition Read(FaultPlace place, string name, string text, FeedLog log)
    {
        if (!FeedPosition.TryParse(text, out FeedPosition position))
        {
            throw new ProblemException(ProblemKind.Invalid, null, [new Fault(place, name,
                new Wording("请用收到的cursor，例如1234.56；0.0为从头开始。", "Use a cursor that came, such as 1234.56; 0.0 is the beginning."))]);
        }

        return log.Last().Covers(position) ? position : throw new ProblemException(ProblemKind.Conflict, new Wording(
            $"本系统还没有{text}这个位置：数据库换过了。请从0.0或不带它重新开始。",
            $"This registry has not come to {text} yet: its database is another. Begin anew at 0.0, or without it."));
    }

    /// <summary>Writes until somebody leaves, or the time is over.</summary>
    /// <param name="after">The place behind which to begin.</param>
    /// <param name="clock">The time.</param>
    /// <param name="stop">Cancelled when the one who follows, or this host, leaves.</param>
    /// <returns>When it is over.</returns>
    public async Task RunAsync(FeedPosition after, TimeProvider clock, CancellationToken stop)
    {
        long begun = clock.GetTimestamp();
        answer.ContentType = EventStream.MediaType;
        answer.Headers.CacheControl = "no-store";
        answer.Headers["X-Accel-Buffering"] = "no";
        await SendAsync($"retry: {RetryMs}\nid: {after}\n\n", stop);
        while (clock.GetElapsedTime(begun) < s_most)
        {
            FeedPosition through = await WriteAsync(after, clock, stop);
            if (through == after)
            {
                await log.WaitAsync(after, s_beat, stop);
                stop.ThrowIfCancellationRequested();
                if (after.Covers(log.Now))
                {
                    await SendAsync(": \n\n", stop);
                }
            }

            after = through;
        }
    }

    private async Task<FeedPosition> WriteAsync(FeedPosition after, TimeProvider clock, CancellationToken stop)
    {
        FeedPiece piece;
        try
        {
            piece = log.After(pick, null, after, PieceEntries);
        }
        catch (StoreAwayException)
        {
            await SendAsync(": database away\n\n", stop);
            await Task.Delay(s_again, clock, stop);
            return after;
        }

        string text = string.Concat(piece.Entries.Select(entry => $"id: {entry.After}\ndata: {writer.Write(entry)}\n\n"));
        FeedPosition told = piece.Entries.Count > 0 ? piece.Entries[^1].After : after;

        // Where nothing is told who comes again needn't begin where it was.
        text += piece.Through == told ? string.Empty : $"id: {piece.Through}\n\n";
        if (text.Length > 0)
        {
            await SendAsync(text, stop);
        }

        return piece.Through;
    }

    private async Task SendAsync(string text, CancellationToken stop)
    {
        await answer.WriteAsync(text, stop);
        await answer.Body.FlushAsync(stop);
    }
}
