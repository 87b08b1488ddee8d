using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Events
{
    /// <summary>Where the link takes the events from, and puts them back to when it could not deliver them. For one thread.</summary>
    public interface IEventSource
    {
        /// <summary>Gets how many events wait, handed out or not.</summary>
        int Count { get; }

        /// <summary>Gets how many events were lost because too many waited, since the start.</summary>
        int DroppedCount { get; }

        /// <summary>Whether an event of at least this severity waits to be handed out.</summary>
        /// <param name="severity">The lowest severity that counts.</param>
        /// <returns><c>true</c> when one waits.</returns>
        bool HasWaiting(Severity severity);

        /// <summary>Hands out the next event to send: emergencies first, then urgent ones, then the rest in order.</summary>
        /// <param name="item">The event, or <c>null</c>.</param>
        /// <returns><c>true</c> when there was one. It stays here until it is acknowledged or returned.</returns>
        bool TryTake(out CabinetEvent item);

        /// <summary>The broker has the event: it is removed. An event that is not here is ignored (a doubled acknowledgement).</summary>
        /// <param name="item">The event, as handed out.</param>
        void Acknowledge(CabinetEvent item);

        /// <summary>An event could not be sent after all: it waits again, in its old order.</summary>
        /// <param name="item">The event, as handed out.</param>
        void Return(CabinetEvent item);

        /// <summary>
        /// An event makes the link fail each time it is sent: it is told, and not handed out again. What is on flash of it stays there.
        /// </summary>
        /// <param name="item">The event, as handed out.</param>
        void SetAside(CabinetEvent item);

        /// <summary>The link was lost: what was handed out but not acknowledged waits again, in its old order.</summary>
        void ReturnUnacknowledged();

        /// <summary>Reads an event from flash again, acknowledged or not; changes nothing here.</summary>
        /// <param name="boot">The boot that made it.</param>
        /// <param name="from">The lowest number within that boot that will do.</param>
        /// <param name="to">The highest.</param>
        /// <param name="item">The event with the lowest number of those, or <c>null</c>.</param>
        /// <returns>Whether there is one; <see cref="FlashAnswer.Failed"/> when it may be there and could not be read.</returns>
        FlashAnswer ReadAgain(int boot, int from, int to, out CabinetEvent item);
    }
}
