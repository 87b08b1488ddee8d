using System;
using AedCabinet.Formats;
using AedCabinet.Platform;

namespace AedCabinet.Messages
{
    /// <summary>Writes when something happened: the wall clock's time when it is known, the up-time always (SPEC §12).</summary>
    public static class MessageTime
    {
        private const long TicksPerMs = 10000;

        /// <summary>Writes the members <c>time</c> (or <c>"clock":"unsynced"</c>) and <c>uptimeMs</c>.</summary>
        /// <param name="writer">The message.</param>
        /// <param name="atMs">When it happened, in monotonic milliseconds of this boot.</param>
        /// <param name="nowMs">The monotonic time now.</param>
        /// <param name="clock">The wall clock now: its distance to <paramref name="nowMs"/> dates what happened before it was set.</param>
        public static void Write(JsonWriter writer, long atMs, long nowMs, IWallClock clock)
        {
            if (clock.TryGetUtc(out long unixMs))
            {
                Write(writer, atMs, unixMs - (nowMs - atMs));
            }
            else
            {
                WriteUnsynced(writer, atMs);
            }
        }

        /// <summary>Writes the members <c>time</c> and <c>uptimeMs</c>.</summary>
        /// <param name="writer">The message.</param>
        /// <param name="atMs">When it happened, in monotonic milliseconds of its boot.</param>
        /// <param name="unixMs">When it happened, in milliseconds since 1970-01-01 UTC, 0 or more.</param>
        public static void Write(JsonWriter writer, long atMs, long unixMs)
        {
            writer.Member("time", Format(unixMs));
            writer.Member("uptimeMs", atMs);
        }

        /// <summary>Writes that the time is not known, and the up-time.</summary>
        /// <param name="writer">The message.</param>
        /// <param name="atMs">When it happened, in monotonic milliseconds of its boot.</param>
        public static void WriteUnsynced(JsonWriter writer, long atMs)
        {
            writer.Member("clock", "unsynced");
            writer.Member("uptimeMs", atMs);
        }

        /// <summary>A time as ISO 8601 text.</summary>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC, 0 or more.</param>
        /// <returns>For example <c>2026-01-12T03:05:00.120Z</c>.</returns>
        public static string Format(long unixMs)
        {
            DateTime time = new DateTime(DateTime.UnixEpoch.Ticks + (unixMs * TicksPerMs));
            return time.ToString("yyyy-MM-ddTHH:mm:ss") + "." + (unixMs % 1000).ToString().PadLeft(3, '0') + "Z";
        }
    }
}
