using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace AedCabinet.DeviceHeap;

/// <summary>The texts that the firmware's objects and classes hold.</summary>
internal static class HeldTexts
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = [];

    /// <summary>Finds them.</summary>
    /// <param name="objects">The firmware's objects.</param>
    /// <param name="statics">The static fields of its classes.</param>
    public static IEnumerable<object> In(IEnumerable<object> objects, IEnumerable<FieldInfo> statics) =>
        objects.SelectMany(Values).Concat(statics.Select(field => field.GetValue(null))).OfType<string>();

    private static IEnumerable<object?> Values(object item) => item switch
    {
        Hashtable table => table.Cast<DictionaryEntry>().SelectMany(entry => new[] { entry.Key, entry.Value }),
        string => [],
        Array array => array.GetType().GetElementType()!.IsValueType ? [] : array.Cast<object?>(),
        ArrayList or Queue => ((IEnumerable)item).Cast<object?>(),
        _ when DeviceSizes.IsFirmware(item.GetType()) => s_fields.GetOrAdd(item.GetType(), Fields).Select(field => field.GetValue(item)),
        _ => [],
    };

    private static FieldInfo[] Fields(Type type)
    {
        List<FieldInfo> fields = [];
        for (Type? current = type; current is not null && DeviceSizes.IsFirmware(current); current = current.BaseType)
        {
            fields.AddRange(
                current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(field => field.FieldType == typeof(string) || field.FieldType == typeof(object)));
        }

        return [.. fields];
    }
}
