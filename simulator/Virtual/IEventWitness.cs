using AedCabinet.Events;

namespace AedCabinet.Simulator.Virtual;

/// <summary>Stands between the scan, which makes events, and the outbox, which keeps them for the link, and sees all of them.</summary>
public interface IEventWitness : IEventSink, IEventSource
{
    /// <summary>A boot begins.</summary>
    /// <param name="sink">Where its events go.</param>
    /// <param name="source">Where its link takes them from.</param>
    /// <param name="boot">Its number.</param>
    void Begin(IEventSink sink, IEventSource source, int boot);

    /// <summary>The outbox says that everything is stored.</summary>
    void NoteStored();
}
