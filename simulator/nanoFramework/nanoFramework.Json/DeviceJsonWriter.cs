using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace nanoFramework.Json;

/// <summary>
/// Writes what the device writes. Not with System.Text.Json: the device leaves names and most control characters
/// as they are, even where that is not JSON any more, and a test should see it.
/// </summary>
internal static class DeviceJsonWriter
{
    internal static string Write(object? value)
    {
        var target = new StringBuilder();

        // A number alone is no document to the device: it comes in an array.
        var isBareValue = value is ValueType and not Enum;
        target.Append(isBareValue ? "[" : "");
        Write(target, value);
        target.Append(isBareValue ? "]" : "");
        return target.ToString();
    }

    private static void Write(StringBuilder target, object? value)
    {
        switch (value)
        {
            case null or double.NaN or float.NaN:
                target.Append("null");
                break;
            case string text:
                target.Append('"').Append(DeviceString.Escape(text)).Append('"');
                break;
            case bool flag:
                target.Append(flag ? "true" : "false");
                break;
            case DateTime date:
                target.Append(CultureInfo.InvariantCulture, $"\"{date:yyyy-MM-ddTHH:mm:ss.fffffff}Z\"");
                break;
            case char or Guid or TimeSpan:
                target.Append(CultureInfo.InvariantCulture, $"\"{value}\"");
                break;
            case Enum:
                // On the device an enum's text is its number.
                target.Append(((Enum)value).ToString("D"));
                break;
            case DictionaryEntry entry:
                WriteMembers(target, new[] { entry });
                break;
            case IDictionary table:
                WriteMembers(target, table);
                break;
            case IEnumerable list:
                WriteItems(target, list);
                break;
            case ValueType number when DeviceConverter.Knows(number.GetType()):
                target.Append(CultureInfo.InvariantCulture, $"{number}");
                break;
            default:
                WriteProperties(target, value);
                break;
        }
    }

    private static void WriteMembers(StringBuilder target, IEnumerable entries)
    {
        target.Append('{');
        var separator = "";
        foreach (DictionaryEntry entry in entries)
        {
            target.Append(CultureInfo.InvariantCulture, $"{separator}\"{entry.Key}\":");
            Write(target, entry.Value);
            separator = ",";
        }

        target.Append('}');
    }

    private static void WriteItems(StringBuilder target, IEnumerable items)
    {
        target.Append('[');
        var separator = "";
        foreach (var item in items)
        {
            target.Append(separator);
            Write(target, item);
            separator = ",";
        }

        target.Append(']');
    }

    private static void WriteProperties(StringBuilder target, object value)
    {
        if (value is ValueType)
        {
            // The device gives nothing for a structure it does not know.
            return;
        }

        var members = new Hashtable();
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is { IsPublic: true, IsAbstract: false } && property.GetIndexParameters().Length == 0)
            {
                members.Add(property.Name, property.GetValue(value));
            }
        }

        WriteMembers(target, members);
    }
}
