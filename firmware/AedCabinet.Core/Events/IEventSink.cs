namespace AedCabinet.Events
{
    /// <summary>Where the scan leaves its events. Waits for nothing: neither for flash nor for the network.</summary>
    public interface IEventSink
    {
        /// <summary>Takes an event over. If there is no room, events are dropped in the order of SPEC §11.</summary>
        /// <param name="item">The event.</param>
        void Add(CabinetEvent item);
    }
}
