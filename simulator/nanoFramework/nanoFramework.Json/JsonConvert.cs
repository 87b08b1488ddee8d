using System.Collections;

namespace nanoFramework.Json;

/// <summary>
/// Desktop stand-in for nanoFramework.Json 2.2.213, over System.Text.Json. It gives the same .NET types and the same
/// exceptions as the device.
/// </summary>
/// <remarks>
/// <para>What the device makes of JSON, and this class too:</para>
/// <list type="bullet">
/// <item>Objects become <see cref="Hashtable"/>, arrays <see cref="ArrayList"/>. Whole numbers become int, else long,
/// else (from 20 characters on) ulong; a number beyond that is an <see cref="ArgumentOutOfRangeException"/>. A number
/// with a point or an exponent is a double.</item>
/// <item>A string of 18 characters or more that begins like a date becomes a <see cref="DateTime"/> (UTC), whatever
/// follows the date. So does a long string of digits which could be a date, such as the 18 digits of an identity
/// number. As the name of a member such a string is a <see cref="DeserializationException"/>.</item>
/// <item>A string that begins with a quotation mark gets another one at each end.</item>
/// <item>The escape \/ and nearly every \u is refused or misread, and of a character beyond U+FFFF only
/// the first half is kept. Text in UTF-8 up to U+FFFF passes unharmed.</item>
/// <item>A name twice in one object is an <see cref="ArgumentException"/>.</item>
/// <item>Text that ends inside a number, a literal or an escape is an <see cref="IndexOutOfRangeException"/>; other bad
/// text, text after the end, empty text and anything but an object or array is a <see cref="DeserializationException"/>.</item>
/// <item>An array directly inside an array is a <see cref="DeserializationException"/>, and where the outer one stands
/// in a nested object a <see cref="NotImplementedException"/>.</item>
/// <item>Nesting has no limit but the stack, whose end is an <see cref="OutOfMemoryException"/>.</item>
/// </list>
/// <para>Known differences, where this class is stricter than the device: it refuses, with a
/// <see cref="DeserializationException"/>, strings in apostrophes, literals in capitals, members without a comma
/// between them, control characters inside strings, backslashes outside strings, a \u whose first digit is none, a
/// closing bracket in place of a member's value, and numbers such as +1, 01, .5 or 1-2 (some of which the device reads,
/// some of which it answers with a <see cref="FormatException"/>). Of several faults in one text another may be told.
/// Text with a NUL character ends there on the device and goes on here. Doubles may be written with other digits, a
/// <see cref="TimeSpan"/> may be read in other forms, hash tables list their members in another order, and dates
/// outside the years 1601 to 3000 are moved to that range.</para>
/// </remarks>
public static class JsonConvert
{
    /// <summary>Writes an object as JSON.</summary>
    /// <param name="oSource">
    /// A table, a list or array, a string, a number, a bool, a date, null, or an object with public properties. A number,
    /// bool or date at the top comes in an array of one. Names are not escaped; of control characters only \b \f \n \r \t are.
    /// </param>
    public static string SerializeObject(object? oSource) => DeviceJsonWriter.Write(oSource);

    /// <summary>Reads JSON.</summary>
    /// <param name="value">The text: one object or array.</param>
    /// <param name="type">
    /// <see cref="Hashtable"/> for an object, <see cref="ArrayList"/> or a typed array for an array, a class with public
    /// fields or properties, or string, which only takes the quotes off.
    /// </param>
    /// <returns>The object.</returns>
    /// <exception cref="DeserializationException">Not JSON, or JSON that does not fit the type.</exception>
    /// <exception cref="IndexOutOfRangeException">The text ends inside a number, a literal or an escape.</exception>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is too large.</exception>
    /// <exception cref="NotImplementedException">An array inside an array inside a nested object.</exception>
    /// <exception cref="OutOfMemoryException">Nested deeper than the stack allows.</exception>
    public static object? DeserializeObject(string value, Type type)
    {
        if (type == typeof(string))
        {
            return value is null ? string.Empty : DeviceString.Unquote(value);
        }

        return ObjectPopulator.Populate(DeviceJsonReader.Read(value), type ?? throw new DeserializationException());
    }
}
