using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Device.Tests
{
    /// <summary>Outboxes over flash in memory, and what comes out of them.</summary>
    public static class OutboxBench
    {
        public const int Boot = 41;

        /// <summary>An event of one second after another.</summary>
        /// <param name="severity">Its severity.</param>
        /// <param name="seq">Its number.</param>
        /// <returns>The event.</returns>
        public static CabinetEvent Event(Severity severity, int seq) =>
            new CabinetEvent(EventKind.DoorOpened, severity, Boot, seq, seq * 1000L, OperatingMode.Normal, "\"compartment\":\"aed\"");

        /// <summary>A board starts on what is on flash.</summary>
        /// <param name="flash">The flash.</param>
        /// <param name="clock">The time of day.</param>
        /// <param name="maxBytes">The most bytes of records that may wait.</param>
        /// <returns>Its outbox.</returns>
        public static Outbox Open(MemoryStorage flash, IWallClock clock, int maxBytes) => Open(flash, clock, new NoticeQueue(), maxBytes);

        /// <summary>A board starts on what is on flash.</summary>
        /// <param name="flash">The flash.</param>
        /// <param name="clock">The time of day.</param>
        /// <param name="notices">Told of losses.</param>
        /// <param name="maxBytes">The most bytes of records that may wait.</param>
        /// <returns>Its outbox.</returns>
        public static Outbox Open(MemoryStorage flash, IWallClock clock, NoticeQueue notices, int maxBytes)
        {
            Outbox outbox = new Outbox(flash, clock, notices, new RecordingLog(), maxBytes);
            outbox.Open();
            return outbox;
        }

        /// <summary>Takes all that waits.</summary>
        /// <param name="outbox">The outbox.</param>
        /// <returns>The events' numbers in the order in which they were handed out.</returns>
        public static string TakeAll(Outbox outbox)
        {
            string taken = string.Empty;
            while (outbox.TryTake(out CabinetEvent item))
            {
                taken += (taken.Length == 0 ? string.Empty : " ") + item.Seq.ToString();
            }

            return taken;
        }
    }
}
