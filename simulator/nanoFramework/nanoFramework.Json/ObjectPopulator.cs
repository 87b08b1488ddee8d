using System.Collections;

namespace nanoFramework.Json;

/// <summary>Puts what was read into the wanted type, by the device's rules.</summary>
internal static class ObjectPopulator
{
    internal static object? Populate(object source, Type type) => source switch
    {
        ParsedObject parsed when type == typeof(Hashtable) => TablePopulator.Table(parsed),
        ParsedObject parsed when type == typeof(ArrayList) => TablePopulator.TopList(parsed),
        ParsedObject parsed => Instance(parsed, type),
        ParsedArray parsed when type.IsArray => TypedArray(parsed, type.GetElementType()!),
        ParsedArray parsed when type == typeof(ArrayList) => TablePopulator.TopList(parsed),
        ParsedArray parsed when type == typeof(string) || (type.IsValueType && !type.IsEnum) => ValueOrList(parsed),
        _ => throw new DeserializationException(),
    };

    /// <summary>
    /// A number or string asked for alone stands in an array of one; more than one come as a list, whatever was asked for.
    /// </summary>
    private static object? ValueOrList(ParsedArray source)
    {
        var list = TablePopulator.TopList(source);
        return list.Count == 1 ? list[0] : list;
    }

    private static object Instance(ParsedObject source, Type type)
    {
        if (DeviceConverter.Knows(type))
        {
            return DeviceConverter.Convert(source, type)!;
        }

        var constructor = type.GetConstructor(Type.EmptyTypes) ?? throw new DeserializationException();
        var instance = constructor.Invoke(null);
        foreach (var (name, value) in source.Members)
        {
            // The device would fail on an empty name, looking for a '$' to replace.
            var memberName = name.Length == 0 ? throw new IndexOutOfRangeException()
                : name[0] == '$' ? string.Concat("_", name.AsSpan(1))
                : name;
            if (type.GetField(memberName) is { } field)
            {
                field.SetValue(instance, MemberValue(value, field.FieldType));
            }
            else if (type.GetProperty(memberName) is { CanRead: true, SetMethod.IsPublic: true } property)
            {
                property.SetValue(instance, MemberValue(value, property.PropertyType));
            }
        }

        return instance;
    }

    private static object? MemberValue(object? value, Type type)
    {
        switch (value)
        {
            case ParsedObject parsed when type == typeof(Hashtable):
                return FlatMember(parsed);
            case ParsedObject parsed:
                return Populate(parsed, type);
            case ParsedArray array when type == typeof(ArrayList):
                return ListMember(array);
            case ParsedArray array:
                return TypedArray(array, type.GetElementType() ?? throw new DeserializationException());
            default:
                return DeviceConverter.Convert(value, type);
        }
    }

    /// <exception cref="NotImplementedException">The table holds an array.</exception>
    private static Hashtable FlatMember(ParsedObject source)
    {
        var result = new Hashtable();
        foreach (var (name, value) in source.Members)
        {
            result.Add(name, value switch
            {
                ParsedObject nested => TablePopulator.NestedTable(nested),
                ParsedArray => throw new NotImplementedException(),
                _ => value,
            });
        }

        return result;
    }

    private static ArrayList ListMember(ParsedArray source)
    {
        var result = new ArrayList();
        foreach (var item in source.Items)
        {
            var value = item is ParsedObject or ParsedArray ? Populate(item, typeof(ArrayList)) : item;
            result.Add(value is ArrayList { Count: 1 } list && list[0] is Hashtable table ? table : value);
        }

        return result;
    }

    private static Array TypedArray(ParsedArray source, Type elementType)
    {
        var items = new ArrayList();
        foreach (var item in source.Items)
        {
            items.Add(item switch
            {
                null => null,
                ParsedObject or ParsedArray => Populate(item, elementType),
                _ when item.GetType() == elementType => item,
                _ => DeviceConverter.Convert(item, elementType),
            });
        }

        // Only now, when all are converted, is it noticed that one does not fit: the device, too, copies at the end.
        var result = Array.CreateInstance(elementType, items.Count);
        items.CopyTo(result);
        return result;
    }
}
