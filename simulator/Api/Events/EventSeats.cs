namespace AedCabinet.Api.Events;

/// <summary>Places for those who follow the event stream: a client that forgets to close its own must not take everybody's.</summary>
internal sealed class EventSeats
{
    /// <summary>So many may follow at once: each costs some 20 KB.</summary>
    public const int Most = 500;

    private int _taken;

    /// <summary>Takes a place.</summary>
    /// <returns><c>false</c> when none is free.</returns>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Most)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _taken);
}
