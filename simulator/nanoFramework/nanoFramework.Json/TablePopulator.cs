using System.Collections;

namespace nanoFramework.Json;

/// <summary>
/// Puts what was read into hash tables and lists. What the device can nest depends on where it stands; the three walks
/// below fail where its three walks fail.
/// </summary>
internal static class TablePopulator
{
    /// <summary>An object at the top, or inside an array at the top.</summary>
    internal static Hashtable Table(ParsedObject source)
    {
        var result = new Hashtable();
        foreach (var (name, value) in source.Members)
        {
            result.Add(name, value switch
            {
                ParsedArray array => List(array),
                ParsedObject nested => NestedTable(nested),
                _ => value,
            });
        }

        return result;
    }

    /// <summary>An array in an object at the top, or inside another array where the target type is a list.</summary>
    /// <exception cref="DeserializationException">It holds an array.</exception>
    internal static ArrayList List(ParsedArray source)
    {
        var result = new ArrayList();
        foreach (var item in source.Items)
        {
            result.Add(item switch
            {
                ParsedObject nested => Table(nested),
                ParsedArray => throw new DeserializationException(),
                _ => item,
            });
        }

        return result;
    }

    /// <summary>An object inside an object.</summary>
    /// <exception cref="NotImplementedException">An array in it holds an array.</exception>
    internal static Hashtable NestedTable(ParsedObject source)
    {
        var result = new Hashtable();
        foreach (var (name, value) in source.Members)
        {
            result.Add(name, value switch
            {
                ParsedArray array => NestedList(array),
                ParsedObject nested => NestedTable(nested),
                _ => value,
            });
        }

        return result;
    }

    /// <summary>
    /// A list from an array at the top. An object or array in it replaces all that came before: that is the device's fault, kept.
    /// </summary>
    internal static ArrayList TopList(ParsedArray source)
    {
        var result = new ArrayList();
        foreach (var item in source.Items)
        {
            switch (item)
            {
                case ParsedObject nested:
                    result = [FlatTable(nested)];
                    break;
                case ParsedArray array:
                    result = List(array);
                    break;
                default:
                    result.Add(item);
                    break;
            }
        }

        return result;
    }

    /// <summary>A list from an object at the top: one table, or nothing when the object is empty.</summary>
    /// <exception cref="DeserializationException">A member is an array.</exception>
    internal static ArrayList TopList(ParsedObject source)
    {
        var table = new Hashtable();
        foreach (var (name, value) in source.Members)
        {
            table.Add(name, value switch
            {
                ParsedObject nested => Table(nested),
                ParsedArray => throw new DeserializationException(),
                _ => value,
            });
        }

        return table.Count > 0 ? [table] : [];
    }

    private static ArrayList NestedList(ParsedArray source)
    {
        var result = new ArrayList();
        foreach (var item in source.Items)
        {
            result.Add(item switch
            {
                ParsedObject nested => NestedTable(nested),
                ParsedArray => throw new NotImplementedException(),
                _ => item,
            });
        }

        return result;
    }

    /// <exception cref="DeserializationException">A member is an object.</exception>
    /// <exception cref="NotImplementedException">A member is an array of anything but scalars.</exception>
    private static Hashtable FlatTable(ParsedObject source)
    {
        var result = new Hashtable();
        foreach (var (name, value) in source.Members)
        {
            result.Add(name, value switch
            {
                ParsedObject => throw new DeserializationException(),
                ParsedArray array => Scalars(array),
                _ => value,
            });
        }

        return result;
    }

    private static ArrayList Scalars(ParsedArray source)
    {
        var result = new ArrayList();
        foreach (var item in source.Items)
        {
            result.Add(item is ParsedObject or ParsedArray ? throw new NotImplementedException() : item);
        }

        return result;
    }
}
