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
    private const string Scan = "ControlLoop.Scan";

    private const int LimitMs = 60_000;
    private const int PollMs = 10;

    private static readonly string[] s_firmware = ["AedCabinet.Core", "AedCabinet.Controller"];
    private static readonly Lock s_one = new();

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
            Loader loader = new(AppContext.BaseDirectory, world._sites);
            HeapTracker.Reset(world._sites);
            Type again = loader.LoadFromAssemblyName(type.Assembly.GetName()).GetType(type.FullName!, true)!;
            try
            {
                world._statics = loader.InitializeFirmware();
                _ = again.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [world], null);
            }
            finally
            {
                HeapTracker.Reset([]);
            }

            return new HeapReport(world._pictures, world._scans, world._places, basis.PeBytes);
        }
    }

    /// <inheritdoc/>
    public void Boot() => _made.Clear();

    /// <inheritdoc/>
    public void Made(object item) => _made.Add(item);

    /// <inheritdoc/>
    public void Look(string name) => HeapTracker.Hold((alive, threads) =>
    {
        // The stand-in for M2Mqtt keeps topics and payloads of its own; between two acts the firmware holds what its objects hold.
        HashSet<object> held = new(HeldTexts.In(alive, _statics), ReferenceEqualityComparer.Instance);
        _pictures[name] = Draw(name, [.. alive.Where(item => item is not string || held.Contains(item))], threads, null);
    });

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
        (Site Site, long Count, long Bytes)[] before = [.. HeapTracker.Sites.Select(site => (site, site.Count, site.Bytes))];
        act();
        _places = [.. before.Select(item => new AllocationPlace(item.Site.ToString(), item.Site.Count - item.Count, item.Site.Bytes - item.Bytes))
            .Where(place => place.Bytes > 0)
            .OrderByDescending(place => place.Bytes)];
        _scans = before.Where(item => IsScan(item.Site)).Sum(item => item.Site.Count - item.Count);
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

    private static bool IsScan(Site site) => site is { What.Length: 0, Method: Scan };

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

    private sealed class Loader : AssemblyLoadContext
    {
        private readonly string _folder;
        private readonly Dictionary<string, byte[]> _firmware = [];

        public Loader(string folder, List<Site> sites)
            : base("the firmware, seen")
        {
            _folder = folder;
            using Instrumentation instrumentation = new(folder, s_firmware, sites);
            foreach (string name in s_firmware)
            {
                _firmware.Add(name, instrumentation.Rewrite(Path.Combine(folder, name + ".dll")));
            }
        }

        /// <summary>A device initializes every class before anything else.</summary>
        public IReadOnlyList<FieldInfo> InitializeFirmware()
        {
            List<FieldInfo> statics = [];
            foreach (Type type in s_firmware.SelectMany(name => LoadFromAssemblyName(new AssemblyName(name)).GetTypes()))
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
                statics.AddRange(type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                    .Where(field => !field.IsLiteral && !field.FieldType.IsValueType));
            }

            return statics;
        }

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string name = assemblyName.Name!;
            if (_firmware.TryGetValue(name, out byte[]? image))
            {
                return LoadFromStream(new MemoryStream(image));
            }

            string file = Path.Combine(_folder, name + ".dll");
            return File.Exists(file) && NeedsFirmware(file) ? LoadFromAssemblyPath(file) : null;
        }

        // What is built upon the firmware or upon the stand-ins, and those themselves.
        private static bool NeedsFirmware(string file)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (name.StartsWith("nanoFramework.", StringComparison.Ordinal))
            {
                return true;
            }

            using ModuleDefinition module = ModuleDefinition.ReadModule(file);
            return module.AssemblyReferences.Any(reference => s_firmware.Contains(reference.Name));
        }
    }
}
