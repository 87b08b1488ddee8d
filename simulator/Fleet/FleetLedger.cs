using System.Runtime.CompilerServices;
using AedCabinet.Events;
using AedCabinet.Link;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// Every event that the fleet's scans ever made, with the moment its contact changed, held against what an ordinary subscriber
/// received: whether any was lost, and how long each took.
/// </summary>
/// <param name="cabinets">How many cabinets there are.</param>
/// <param name="clock">The fleet's time.</param>
public sealed class FleetLedger(int cabinets, FleetClock clock) : IFleetWitness
{
    private readonly List<EventTrace>?[] _events = new List<EventTrace>?[cabinets];
    private volatile bool _isClosed;
    private long _made;
    private long _received;
    private long _doubles;
    private long _committed;
    private long _strangers;

    /// <summary>Gets how many events were made.</summary>
    public long Made => Volatile.Read(ref _made);

    /// <summary>Gets how many of them the observer has.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Gets how many of them the registry's database has.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <summary>Gets how many arrived more than once: allowed, the registry removes duplicates.</summary>
    public long Doubles => Volatile.Read(ref _doubles);

    /// <summary>Gets how many came that no cabinet of this fleet made.</summary>
    public long Strangers => Volatile.Read(ref _strangers);

    /// <summary>Gets about how much memory the ledger itself takes, in bytes.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 8L * cabinets;
            foreach (List<EventTrace>? events in _events)
            {
                bytes += events is null ? 0 : 56 + ((long)events.Capacity * Unsafe.SizeOf<EventTrace>());
            }

            return bytes;
        }
    }

    /// <inheritdoc/>
    public void Happened(FleetCabinet cabinet, CabinetEvent item)
    {
        if (_isClosed)
        {
            return;
        }

        EventTrace trace = new()
        {
            Boot = item.Boot,
            Seq = item.Seq,
            Kind = item.Kind,
            ContactMs = (int)ContactOf(cabinet.Surroundings, item.Kind),
            MadeMs = (int)clock.NowMs,
            ReceivedMs = -1,
            CommittedMs = -1,
            WasOnline = cabinet.LinkState == LinkState.Online,
        };
        List<EventTrace> events = EventsOf(cabinet.Index);
        lock (events)
        {
            events.Add(trace);
        }

        Interlocked.Increment(ref _made);
    }

    /// <summary>Stops recording: events made while the fleet shuts down stay on flash and are not sent.</summary>
    public void Close() => _isClosed = true;

    /// <summary>The observer got an event.</summary>
    /// <param name="index">Of which cabinet.</param>
    /// <param name="boot">Its boot.</param>
    /// <param name="seq">Its number.</param>
    public void Receive(int index, int boot, int seq)
    {
        List<EventTrace> events = EventsOf(index);
        lock (events)
        {
            int place = PlaceOf(events, boot, seq);
            if (place < 0)
            {
                NoteStranger();
                return;
            }

            EventTrace trace = events[place];
            Interlocked.Increment(ref trace.Copies == 0 ? ref _received : ref _doubles);
            trace.ReceivedMs = trace.Copies == 0 ? (int)clock.NowMs : trace.ReceivedMs;
            trace.Copies++;
            events[place] = trace;
        }
    }

    /// <summary>The registry's database has an event.</summary>
    /// <param name="index">Of which cabinet.</param>
    /// <param name="boot">Its boot.</param>
    /// <param name="seq">Its number.</param>
    public void Commit(int index, int boot, int seq)
    {
        List<EventTrace> events = EventsOf(index);
        lock (events)
        {
            int place = PlaceOf(events, boot, seq);
            if (place < 0)
            {
                return;
            }

            EventTrace trace = events[place];
            Interlocked.Add(ref _committed, trace.Commits == 0 ? 1 : 0);
            trace.CommittedMs = trace.Commits == 0 ? (int)clock.NowMs : trace.CommittedMs;
            trace.Commits++;
            events[place] = trace;
        }
    }

    /// <summary>Counts a message that is no event of this fleet.</summary>
    public void NoteStranger() => Interlocked.Add(ref _strangers, _isClosed ? 0 : 1);

    /// <summary>All events so far.</summary>
    /// <returns>A copy, with the place of each one's cabinet.</returns>
    public IReadOnlyList<(int Cabinet, EventTrace Event)> ToList()
    {
        List<(int, EventTrace)> all = [];
        for (int i = 0; i < cabinets; i++)
        {
            if (Volatile.Read(ref _events[i]) is { } events)
            {
                lock (events)
                {
                    all.AddRange(events.Select(item => (i, item)));
                }
            }
        }

        return all;
    }

    // Searched from the end: the latest events are looked up most.
    private static int PlaceOf(List<EventTrace> events, int boot, int seq)
    {
        int place = events.Count - 1;
        while (place >= 0 && (events[place].Boot != boot || events[place].Seq != seq))
        {
            place--;
        }

        return place;
    }

    private List<EventTrace> EventsOf(int index)
    {
        List<EventTrace>? events = Volatile.Read(ref _events[index]);
        return events ?? Interlocked.CompareExchange(ref _events[index], events = [], null) ?? events;
    }

    private static long ContactOf(FleetSurroundings surroundings, EventKind kind) => kind switch
    {
        EventKind.DoorOpened or EventKind.DoorClosed => surroundings.DoorChangedMs,
        EventKind.KitOpened or EventKind.KitClosed => surroundings.KitChangedMs,
        EventKind.AedRemoved or EventKind.AedReturned or EventKind.AedMissing => surroundings.PresenceChangedMs,
        EventKind.MainsLost or EventKind.MainsRestored => surroundings.MainsChangedMs,
        _ => -1,
    };
}
