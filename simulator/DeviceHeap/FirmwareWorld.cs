using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Mono.Cecil;

namespace AedCabinet.DeviceHeap;

/// <summary>
/// The firmware with <see cref="HeapTracker"/>'s calls in it, and whatever is built upon it, loaded a second time beside the
/// program's own: a story runs there and its heap is seen.
/// </summary>
public sealed class FirmwareWorld : IHeapObserver
{
    /// <summary>The method of which a call is a scan.</summary>
    private const string Scan = "Cabinet.Step";

    private const int LimitMs = 60_000;
    private const int LooksAtRest = 5;
    private const int PollMs = 10;

    private static readonly Lock s_one = new();
    private static readonly Lazy<(Dictionary<string, byte[]> Images, List<Site> Sites)> s_seen = new(Instrument);

    private readonly List<Site> _sites = [];
    private readonly Dictionary<string, HeapPicture> _pictures = [];
    private readonly List<object> _made = [];
    private readonly DeviceBasis _basis;
    private IReadOnlyList<FieldInfo> _statics = [];
    private IReadOnlyList<AllocationPlace> _places = [];
    private long _scans;

    private FirmwareWorld(DeviceBasis basis) => _basis = basis;

    /// <summary>Runs a story.</summary>
    /// <param name="type">The class of the story, in an assembly beside the program.</param>
    /// <param name="method">Its public static method, which takes an <see cref="IHeapObserver"/>.</param>
    /// <param name="basis">What lies in the heap whatever happens.</param>
    /// <returns>What it showed.</returns>
    public static HeapReport Run(Type type, string method, DeviceBasis basis)
    {
        // One at a time: the calls in the firmware all go to one place.
        lock (s_one)
        {
            FirmwareWorld world = new(basis);
            Loader loader = new(s_seen.Value.Images);
            world._sites.AddRange(s_seen.Value.Sites.Select(site => site.Fresh()));
            HeapTracker.Reset(world._sites);
            Type again = loader.LoadFromAssemblyName(type.Assembly.GetName()).GetType(type.FullName!, true)!;
            try
            {
                world._statics = loader.InitializeFirmware();
                _ = again.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [world], null);
            }
            finally
            {
                // Its places stay: a thread of the story may still end.
                HeapTracker.Reset(world._sites);
            }

            return new HeapReport(world._pictures, world._scans, world._places, basis.PeBytes);
        }
    }

    /// <summary>Gets the firmware's assemblies.</summary>
    internal static IReadOnlyCollection<string> Firmware { get; } = ["AedCabinet.Core", "AedCabinet.Controller"];

    /// <inheritdoc/>
    public void Boot() => _made.Clear();

    /// <inheritdoc/>
    public void Made(object item) => _made.Add(item);

    /// <inheritdoc/>
    public void Look(string name)
    {
        // What stays between two acts: a thread that was just at work is not looked at in the midst of it, however busy the machine is.
        HeapPicture? least = null;
        for (int i = 0; i < LooksAtRest; i++)
        {
            HeapTracker.Hold((alive, threads) =>
            {
                // The stand-in for M2Mqtt keeps topics and payloads of its own; between two acts the firmware holds what its objects hold.
                HashSet<object> held = new(HeldTexts.In(alive, _statics), ReferenceEqualityComparer.Instance);
                HeapPicture seen = Draw(name, [.. alive.Where(item => item is not string || held.Contains(item))], threads, null);
                least = least is null || seen.Bytes < least.Bytes ? seen : least;
            });
            Thread.Sleep(PollMs);
        }

        _pictures[name] = least ?? throw new InvalidOperationException($"nobody could look at {name}");
    }

    /// <inheritdoc/>
    public void Peak(string name, int every, Action act)
    {
        HeapPicture? largest = null;
        HeapTracker.SampleEvery(every, parsed => HeapTracker.Hold((alive, threads) =>
        {
            HeapPicture picture = Draw(name, alive, threads, parsed);
            largest = largest is null || picture.Bytes > largest.Bytes ? picture : largest;
        }));
        try
        {
            act();
        }
        finally
        {
            HeapTracker.SampleEvery(0, null);
        }

        _pictures[name] = largest ?? throw new InvalidOperationException($"nothing was made during {name}");
    }

    /// <inheritdoc/>
    public void Count(Action act)
    {
        (Site Site, long Count, long Bytes)[] before = Counts();
        act();
        (Site Site, long Count, long Bytes)[] after = Counts();
        (Site Site, long Count, long Bytes)[] meanwhile = [.. before.Zip(after,
            (first, last) => (first.Site, last.Count - first.Count, last.Bytes - first.Bytes))];
        _places = [.. meanwhile.Where(item => item.Bytes > 0)
            .Select(item => new AllocationPlace(item.Site.ToString(), item.Count, item.Bytes))
            .OrderByDescending(place => place.Bytes)];
        _scans = meanwhile.Where(item => IsScan(item.Site)).Sum(item => item.Count);
    }

    /// <inheritdoc/>
    public void CountScans(int scans)
    {
        Site scan = HeapTracker.Sites.Single(IsScan);
        Count(() =>
        {
            long untilMs = Environment.TickCount64 + LimitMs;
            for (long last = scan.Count + scans; scan.Count < last; Thread.Sleep(PollMs))
            {
                if (Environment.TickCount64 > untilMs)
                {
                    throw new InvalidOperationException($"the firmware did not scan {scans} times in {LimitMs / 1000} s");
                }
            }
        });
    }

    // While nothing moves, so that all are of one moment.
    private static (Site Site, long Count, long Bytes)[] Counts()
    {
        (Site, long, long)[] counts = [];
        HeapTracker.Hold((_, _) => counts = [.. HeapTracker.Sites.Select(site => (site, site.Count, site.Bytes))]);
        return counts;
    }

    private static bool IsScan(Site site) => site is { What.Length: 0, Method: Scan };

    private static (Dictionary<string, byte[]> Images, List<Site> Sites) Instrument()
    {
        List<Site> sites = [];
        using Instrumentation instrumentation = new(AppContext.BaseDirectory, Firmware, sites);
        return (Firmware.ToDictionary(name => name,
            name => instrumentation.Rewrite(Path.Combine(AppContext.BaseDirectory, name + ".dll"))), sites);
    }

    private HeapPicture Draw(string name, IReadOnlyList<object> alive, IReadOnlyList<ThreadFrames> threads, object? parsed)
    {
        HeapPicture picture = new(name);
        foreach (HeapLine line in _basis.Lines)
        {
            picture.Add(line.Kind, line.Type, line.Bytes, line.Count);
        }

        picture.AddObjects([.. alive.Where(item => item is not Thread { IsAlive: false }), .. _made]);
        picture.Add(HeapKind.Threads, "main thread", StackFrames.Thread);
        picture.Add(HeapKind.Frames, "Program.Main", StackFrames.Native);
        foreach (ThreadFrames thread in threads.Where(thread => thread.Depth > 0))
        {
            foreach (int site in thread.Sites)
            {
                picture.Add(HeapKind.Frames, _sites[site].Method, _sites[site].FrameBytes);
            }

            picture.Add(HeapKind.Frames, "native call", StackFrames.Native);
        }

        if (parsed is not null)
        {
            picture.Add(HeapKind.Libraries, "nanoFramework.Json's tokens", JsonTokens.Of(parsed));
            picture.Add(HeapKind.Libraries, "nanoFramework.Json's copy of the text", JsonTokens.Source(parsed));
        }

        return picture;
    }

    private sealed class Loader(IReadOnlyDictionary<string, byte[]> firmware) : AssemblyLoadContext("the firmware, seen")
    {
        /// <summary>A device initializes every class before anything else.</summary>
        public IReadOnlyList<FieldInfo> InitializeFirmware()
        {
            List<FieldInfo> statics = [];
            foreach (Type type in Firmware.SelectMany(name => LoadFromAssemblyName(new AssemblyName(name)).GetTypes()))
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
                statics.AddRange(
                    type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                    .Where(field => !field.IsLiteral && !field.FieldType.IsValueType));
            }

            return statics;
        }

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string name = assemblyName.Name!;
            if (firmware.TryGetValue(name, out byte[]? image))
            {
                return LoadFromStream(new MemoryStream(image));
            }

            string file = Path.Combine(AppContext.BaseDirectory, name + ".dll");
            return File.Exists(file) && NeedsFirmware(file) ? LoadFromAssemblyPath(file) : null;
        }

        // The firmware, the stand-ins and everything that is built upon them.
        private static bool NeedsFirmware(string file)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (name.StartsWith("nanoFramework.", StringComparison.Ordinal))
            {
                return true;
            }

            using ModuleDefinition module = ModuleDefinition.ReadModule(file);
            return module.AssemblyReferences.Any(reference => Firmware.Contains(reference.Name));
        }
    }
}
