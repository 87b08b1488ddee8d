using System.Runtime.CompilerServices;

namespace AedCabinet.DeviceHeap;

/// <summary>
/// Called by the firmware's desktop build once <see cref="Instrumentation"/> has gone through it: what it makes, which of its methods
/// run on which thread, and how often.
/// </summary>
public static class HeapTracker
{
    private static readonly Lock s_lock = new();
    private static readonly ManualResetEventSlim s_going = new(true);
    private static readonly List<ThreadFrames> s_threads = [];
    private static ConditionalWeakTable<string, object> s_literals = [];
    private static List<WeakReference> s_made = [];
    private static Site[] s_sites = [];
    private static int s_sampler;
    private static int s_sinceSample;
    private static int s_sampleEvery;
    private static Action<object?>? s_sample;

    [ThreadStatic]
    private static ThreadFrames? t_frames;

    /// <summary>Gets how often something was made at each place, and how many bytes there in all.</summary>
    internal static IReadOnlyList<Site> Sites => s_sites;

    /// <summary>Forgets everything.</summary>
    /// <param name="sites">The places of the firmware that is going to run.</param>
    internal static void Reset(IReadOnlyList<Site> sites)
    {
        lock (s_lock)
        {
            s_sites = [.. sites];
            s_literals = [];
            s_made = [];
            s_threads.Clear();
        }
    }

    /// <summary>Begins to look at the heap, each time this many objects were made and each time a text was parsed.</summary>
    /// <param name="every">So many, or 0 for never.</param>
    /// <param name="sample">Told with what was parsed, or <c>null</c>.</param>
    internal static void SampleEvery(int every, Action<object?>? sample)
    {
        s_sample = sample;
        s_sinceSample = 0;
        s_sampleEvery = every;
    }

    /// <summary>Holds the firmware's threads at their next step, and looks.</summary>
    /// <param name="look">Told what is alive and what runs.</param>
    internal static void Hold(Action<IReadOnlyList<object>, IReadOnlyList<ThreadFrames>> look)
    {
        int me = Environment.CurrentManagedThreadId;
        if (Interlocked.CompareExchange(ref s_sampler, me, 0) != 0)
        {
            return;
        }

        s_going.Reset();
        try
        {
            // Running threads stop within a few instructions; waiting ones go on waiting.
            Thread.Sleep(1);
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            lock (s_lock)
            {
                _ = s_made.RemoveAll(item => !item.IsAlive);
                look([.. s_made.Select(item => item.Target).OfType<object>()], [.. s_threads.Where(thread => thread.Thread.IsAlive)]);
            }
        }
        finally
        {
            Volatile.Write(ref s_sampler, 0);
            s_going.Set();
        }
    }

    /// <summary>Whether a text is a literal: then it lies in flash.</summary>
    internal static bool IsLiteral(string text) => s_literals.TryGetValue(text, out _);

    /// <summary>A method begins.</summary>
    /// <param name="site">Which.</param>
    /// <returns>To be given to <see cref="Leave"/>.</returns>
    public static int Enter(int site)
    {
        Pause();
        ThreadFrames frames = t_frames ?? Register();
        frames.Push(site);
        s_sites[site].Hit();
        return frames.Depth;
    }

    /// <summary>A method ends, or has caught an exception of one that it called.</summary>
    /// <param name="depth">Its own depth.</param>
    /// <param name="ends">Whether it ends.</param>
    public static void Leave(int depth, bool ends) => (t_frames ?? Register()).Depth = ends ? depth - 1 : depth;

    /// <summary>Something of a fixed size was made that is of no interest afterwards: a copy of a value type.</summary>
    /// <param name="site">Where.</param>
    public static void Hit(int site) => s_sites[site].Hit();

    /// <summary>A literal is pushed: on the device a new object each time, which points to flash.</summary>
    /// <param name="text">The literal.</param>
    /// <param name="site">Where.</param>
    /// <returns>An object of its own.</returns>
    public static string Literal(string text, int site)
    {
        s_sites[site].Hit();
        if (text.Length == 0)
        {
            return text;
        }

        string copy = new(text.AsSpan());
        s_literals.Add(copy, s_going);
        Note(copy);
        return copy;
    }

    /// <summary>An object was made, or came from the platform. It passes through, so that nothing else comes to hold it.</summary>
    /// <param name="item">The object, or <c>null</c>.</param>
    /// <param name="site">Where.</param>
    /// <typeparam name="T">Its type there.</typeparam>
    /// <returns>The object.</returns>
    public static T Pass<T>(T item, int site)
    {
        if (item is not null)
        {
            Site place = s_sites[site];
            if (place.IsMade)
            {
                place.Hit(DeviceSizes.Of(item));
            }

            Note(item);
        }

        return item;
    }

    /// <summary>A JSON text was parsed.</summary>
    /// <param name="item">What came of it, or <c>null</c>.</param>
    /// <param name="site">Where.</param>
    /// <typeparam name="T">Its type there.</typeparam>
    /// <returns>The same.</returns>
    public static T Parsed<T>(T item, int site)
    {
        _ = Pass(item, site);
        if (s_sampleEvery > 0)
        {
            s_sample?.Invoke(item);
        }

        return item;
    }

    private static void Note(object item)
    {
        Pause();
        lock (s_lock)
        {
            s_made.Add(new WeakReference(item));
        }

        if (s_sampleEvery > 0 && Interlocked.Increment(ref s_sinceSample) >= s_sampleEvery)
        {
            s_sinceSample = 0;
            s_sample?.Invoke(null);
        }
    }

    private static void Pause()
    {
        if (!s_going.IsSet && Volatile.Read(ref s_sampler) != Environment.CurrentManagedThreadId)
        {
            s_going.Wait();
        }
    }

    private static ThreadFrames Register()
    {
        ThreadFrames frames = new(Thread.CurrentThread);
        t_frames = frames;
        lock (s_lock)
        {
            s_threads.Add(frames);
        }

        return frames;
    }
}
