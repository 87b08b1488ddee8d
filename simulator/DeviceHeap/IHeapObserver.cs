namespace AedCabinet.DeviceHeap;

/// <summary>Looks at the heap of the firmware while a story has it run.</summary>
public interface IHeapObserver
{
    /// <summary>A boot begins: nothing is left of the one before.</summary>
    void Boot();

    /// <summary>Something that the board would have made and the story has made in its place.</summary>
    /// <param name="item">The object.</param>
    void Made(object item);

    /// <summary>Looks now.</summary>
    /// <param name="name">The moment's name.</param>
    void Look(string name);

    /// <summary>Looks again and again, and keeps the largest.</summary>
    /// <param name="name">The name of the peak.</param>
    /// <param name="every">After how many new objects.</param>
    /// <param name="act">What goes on meanwhile.</param>
    void Peak(string name, int every, Action act);

    /// <summary>Counts what is allocated during an act.</summary>
    /// <param name="act">What goes on meanwhile.</param>
    void Count(Action act);

    /// <summary>Counts what is allocated during so many scans of the running firmware.</summary>
    /// <param name="scans">How many.</param>
    void CountScans(int scans);
}
