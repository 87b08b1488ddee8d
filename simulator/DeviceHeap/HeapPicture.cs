using System.Collections;
using System.Globalization;
using System.Text;

namespace AedCabinet.DeviceHeap;

/// <summary>The device's heap at one moment, by what lies in it.</summary>
public sealed class HeapPicture
{
    private readonly Dictionary<string, HeapLine> _lines = [];

    /// <summary>Initializes a new instance of the <see cref="HeapPicture"/> class.</summary>
    /// <param name="name">The moment's name.</param>
    internal HeapPicture(string name) => Name = name;

    /// <summary>Gets the moment's name.</summary>
    public string Name { get; }

    /// <summary>Gets the bytes taken in all.</summary>
    public int Bytes => _lines.Values.Sum(line => line.Bytes);

    /// <summary>Gets what lies in it, the largest first.</summary>
    public IReadOnlyList<HeapLine> Lines => [.. _lines.Values.OrderByDescending(line => line.Bytes)
        .ThenBy(line => line.Type, StringComparer.Ordinal)];

    /// <summary>Gets the bytes of each kind.</summary>
    public IReadOnlyDictionary<HeapKind, int> Kinds =>
        _lines.Values.GroupBy(line => line.Kind).ToDictionary(group => group.Key, group => group.Sum(line => line.Bytes));

    /// <summary>Gets the types of which no size is known: they count for nothing.</summary>
    public IReadOnlyList<string> Unknown => [.. _unknown.Order(StringComparer.Ordinal)];

    private readonly HashSet<string> _unknown = [];

    /// <summary>The picture as text.</summary>
    /// <param name="most">How many lines at most.</param>
    /// <returns>The kinds, then the types.</returns>
    public string ToText(int most = int.MaxValue)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Name}: {Bytes:N0} bytes");
        foreach ((HeapKind kind, int bytes) in Kinds.OrderByDescending(kind => kind.Value))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {kind,-12} {bytes,8:N0}");
        }

        text.AppendLine();
        foreach (HeapLine line in Lines.Take(most))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {line.Bytes,8:N0}  {line.Count,6:N0} × {line.Type}");
        }

        if (_unknown.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  not counted: {string.Join(", ", Unknown)}");
        }

        return text.ToString();
    }

    internal void Add(HeapKind kind, string type, int bytes, int count = 1)
    {
        HeapLine line = _lines.GetValueOrDefault(type) ?? new HeapLine(kind, type, 0, 0);
        _lines[type] = line with { Count = line.Count + count, Bytes = line.Bytes + bytes };
    }

    internal void AddObjects(IEnumerable<object> roots)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object> open = new(roots);
        while (open.TryPop(out object? item))
        {
            if (seen.Add(item))
            {
                AddObject(item);
                foreach (object held in Held(item))
                {
                    open.Push(held);
                }
            }
        }
    }

    private void AddObject(object item)
    {
        Type type = item.GetType();
        if (!DeviceSizes.IsKnown(item))
        {
            // Objects that the simulator puts in the board's place.
            _ = _unknown.Add(type.FullName!);
            return;
        }

        (HeapKind kind, string name) = item switch
        {
            string text => (HeapKind.Texts, HeapTracker.IsLiteral(text) || text.Length == 0 ? "literal" : "String"),
            Array => (HeapKind.Arrays, $"{type.GetElementType()!.Name}[]"),
            Delegate => (HeapKind.Objects, $"delegate {type.Name}"),
            _ when type.FullName == DeviceSizes.ThreadType => (HeapKind.Threads, "Thread"),
            _ when type.FullName == LibraryState.Client => (HeapKind.Libraries, "M2Mqtt's client with its threads and socket"),
            _ when type.IsPrimitive || type.IsEnum => (HeapKind.Boxed, $"boxed {type.Name}"),
            _ when !DeviceSizes.IsFirmware(type) => (HeapKind.Platform, type.Name),
            _ => (HeapKind.Objects, type.Name),
        };
        Add(kind, name, DeviceSizes.Of(item));
    }

    // Whatever else the firmware holds was made by it and is a root itself.
    private static IEnumerable<object> Held(object item) => item switch
    {
        Hashtable table => table.Cast<DictionaryEntry>().SelectMany(entry => new[] { entry.Key, entry.Value }).OfType<object>(),
        ArrayList or Queue => ((IEnumerable)item).OfType<object>(),
        Array array when !array.GetType().GetElementType()!.IsValueType => array.OfType<object>(),
        _ => [],
    };
}

/// <summary>What of one type lies in the heap.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Type">The type.</param>
/// <param name="Count">How many.</param>
/// <param name="Bytes">The bytes taken.</param>
public sealed record HeapLine(HeapKind Kind, string Type, int Count, int Bytes);

/// <summary>What lies in a heap.</summary>
public enum HeapKind
{
    /// <summary>The tables of the loaded assemblies, their static fields included.</summary>
    Tables,

    /// <summary>The firmware's own objects.</summary>
    Objects,

    /// <summary>Arrays.</summary>
    Arrays,

    /// <summary>Texts; a literal is a block that points to flash.</summary>
    Texts,

    /// <summary>Numbers in the form of objects.</summary>
    Boxed,

    /// <summary>Threads, without their calls.</summary>
    Threads,

    /// <summary>Calls under way.</summary>
    Frames,

    /// <summary>Objects of the platform's classes that the firmware holds.</summary>
    Platform,

    /// <summary>What the platform's libraries hold themselves.</summary>
    Libraries,

    /// <summary>What the CLR takes for itself.</summary>
    Runtime,
}
