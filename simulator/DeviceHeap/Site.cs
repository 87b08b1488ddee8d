namespace AedCabinet.DeviceHeap;

/// <summary>A place in the firmware that makes something, or a method.</summary>
/// <param name="method">The method.</param>
/// <param name="what">What is made there; empty for the method itself.</param>
/// <param name="bytes">What it takes each time; 0 for what depends on the object.</param>
/// <param name="isMade">Whether an object is made there, not only handed out.</param>
/// <param name="frameBytes">What a call of the method takes while it lasts.</param>
internal sealed class Site(string method, string what, int bytes, bool isMade, int frameBytes = 0)
{
    private long _count;
    private long _bytes;

    public string Method => method;

    public string What => what;

    public bool IsMade => isMade;

    public int FrameBytes => frameBytes;

    public long Count => Volatile.Read(ref _count);

    public long Bytes => Volatile.Read(ref _bytes);

    public Site Fresh() => new(method, what, bytes, isMade, frameBytes);

    public void Hit() => Hit(bytes);

    public void Hit(int taken)
    {
        _ = Interlocked.Increment(ref _count);
        _ = Interlocked.Add(ref _bytes, taken);
    }

    public override string ToString() => what.Length == 0 ? method : $"{what} in {method}";
}

/// <summary>The firmware's methods that a thread is in.</summary>
/// <param name="thread">The thread.</param>
internal sealed class ThreadFrames(Thread thread)
{
    private int[] _sites = new int[64];

    public Thread Thread => thread;

    public int Depth { get; set; }

    public void Push(int site)
    {
        if (Depth == _sites.Length)
        {
            Array.Resize(ref _sites, 2 * Depth);
        }

        _sites[Depth++] = site;
    }

    public IEnumerable<int> Sites => _sites.Take(Depth);
}
