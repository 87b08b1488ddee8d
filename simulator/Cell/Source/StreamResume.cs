using System.Globalization;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Source;

/// <summary>Compares what the database has of a stream with the stream, when a worker begins to read it.</summary>
internal static class StreamResume
{
    /// <summary>Finds what does not fit.</summary>
    /// <param name="kept">What the database has.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>What is to be told; <c>null</c> where the one follows the other.</returns>
    public static Wording? Judge(StreamPlace kept, OpenStream stream)
    {
        if (kept.MadeMs == 0)
        {
            return null;
        }

        if (kept.MadeMs != stream.MadeMs)
        {
            return new Wording(
                $"消息流是{Day(stream.MadeMs)}重新建立的（数据库里的是{Day(kept.MadeMs)}建立的，取到第{kept.Sequence}条）：原消息流里尚未确认的消息已不在，缺失的事件会向机柜补要",
                $"the stream was made anew on {Day(stream.MadeMs)} (the database knows one of {Day(kept.MadeMs)}, taken up to number "
                    + $"{kept.Sequence}): what was in it unconfirmed is gone, and the cabinets are asked for events that are missing");
        }

        if (stream.Confirmed > kept.Sequence)
        {
            return new Wording(
                $"消息流已确认到第{stream.Confirmed}条，数据库只取到第{kept.Sequence}条：数据库比确认过的少，可能是从备份恢复的；缺失的事件会向机柜补要",
                $"the stream was confirmed up to number {stream.Confirmed}, and the database has taken it up to {kept.Sequence} only: it "
                    + "has less than was confirmed, perhaps it is a backup; the cabinets are asked for events that are missing");
        }

        return stream.Last < kept.Sequence
            ? new Wording(
                $"消息流只到第{stream.Last}条，数据库已取到第{kept.Sequence}条：消息流丢失了末尾，缺失的事件会向机柜补要",
                $"the stream ends at number {stream.Last}, and the database has taken it up to {kept.Sequence}: the stream has lost its "
                    + "end, and the cabinets are asked for events that are missing")
            : null;
    }

    private static string Day(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
