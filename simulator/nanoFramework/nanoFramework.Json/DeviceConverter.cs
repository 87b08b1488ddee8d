using System.Globalization;
using nanoFramework.Json.Configuration;

namespace nanoFramework.Json;

/// <summary>Turns scalars into the simple types the device's library knows.</summary>
internal static class DeviceConverter
{
    internal static bool Knows(Type type) => ConvertersMapping.Has(type) && (
        (Type.GetTypeCode(type) is not (TypeCode.Object or TypeCode.Empty or TypeCode.DBNull or TypeCode.Decimal) && !type.IsEnum) ||
        type == typeof(Guid) || type == typeof(TimeSpan));

    /// <exception cref="FormatException">The text is no number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number does not fit.</exception>
    /// <exception cref="InvalidCastException">A bool was wanted and something else came.</exception>
    /// <exception cref="NullReferenceException">A number was wanted and null came.</exception>
    internal static object? Convert(object? value, Type type)
    {
        if (!Knows(type))
        {
            return value;
        }

        switch (Type.GetTypeCode(type))
        {
            case TypeCode.String:
                return value is null ? string.Empty : DeviceString.Unquote(Text(value));
            case TypeCode.Boolean:
                return (bool)value!;
            case TypeCode.DateTime:
                return value;
            case TypeCode.Single:
                return value is null ? float.NaN : float.Parse(Text(value), CultureInfo.InvariantCulture);
            case TypeCode.Double:
                return value is null ? double.NaN : double.Parse(Text(value), CultureInfo.InvariantCulture);
        }

        var text = Text(value ?? throw new NullReferenceException());
        if (type == typeof(Guid))
        {
            return new Guid(text);
        }

        if (type == typeof(TimeSpan))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : throw new InvalidCastException();
        }

        return type == typeof(char) ? text[0] : WholeNumber(text, type);
    }

    private static object WholeNumber(string text, Type type)
    {
        try
        {
            return System.Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw new ArgumentOutOfRangeException(null, (string?)null);
        }
    }

    private static string Text(object value) =>
        System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
