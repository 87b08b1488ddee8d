using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace nanoFramework.Json;

/// <summary>
/// Reads text with System.Text.Json and gives every value the .NET type, and every fault the exception, which the
/// device's parser gives.
/// </summary>
internal static class DeviceJsonReader
{
    // The device has no limit of its own; what ends there is its stack, see ReadValue.
    private static readonly JsonReaderOptions s_options = new() { AllowTrailingCommas = true, MaxDepth = int.MaxValue };

    /// <summary>Reads one object or array; nothing may follow it.</summary>
    internal static object Read(string text)
    {
        // The device faults on null inside its UTF-8 encoder.
        ReadOnlySpan<byte> utf8 = Encoding.UTF8.GetBytes(text ?? throw new NullReferenceException());
        var reader = new Utf8JsonReader(utf8, s_options);
        try
        {
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                throw BadText.Explain(utf8);
            }

            var root = ReadValue(ref reader)!;
            reader.Read();
            return root;
        }
        catch (JsonException)
        {
            // A number which ends the text is a number to this reader, but the device looks for the byte after it.
            var endsInNumber = reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == utf8.Length;
            throw BadText.Explain(utf8[(int)(endsInNumber ? reader.TokenStartIndex : reader.BytesConsumed)..]);
        }
    }

    private static object? ReadValue(ref Utf8JsonReader reader)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new OutOfMemoryException();
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader),
            JsonTokenType.StartArray => ReadArray(ref reader),
            JsonTokenType.String => ReadString(reader.ValueSpan),
            JsonTokenType.Number => ReadNumber(reader.ValueSpan),
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => null,
        };
    }

    private static ParsedObject ReadObject(ref Utf8JsonReader reader)
    {
        var result = new ParsedObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            // A name that looks like a date is no name to the device.
            if (ReadString(reader.ValueSpan) is not string name)
            {
                throw new DeserializationException();
            }

            reader.Read();
            result.Add(name, ReadValue(ref reader));
        }

        return result;
    }

    private static ParsedArray ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return new ParsedArray(items);
    }

    private static object ReadString(ReadOnlySpan<byte> raw)
    {
        var text = DeviceString.Unescape(Encoding.UTF8.GetString(raw));
        return DeviceDate.TryRead(text, out var date) ? date : text;
    }

    private static object ReadNumber(ReadOnlySpan<byte> raw)
    {
        // From this length on the device tries an unsigned number when a signed one does not fit; shorter ones just fail.
        const int ShortestUnsigned = 20;

        var text = Encoding.ASCII.GetString(raw);
        if (text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            return double.Parse(text, CultureInfo.InvariantCulture);
        }

        if (int.TryParse(text, CultureInfo.InvariantCulture, out var small))
        {
            return small;
        }

        if (long.TryParse(text, CultureInfo.InvariantCulture, out var large))
        {
            return large;
        }

        if (text.Length >= ShortestUnsigned && ulong.TryParse(text, CultureInfo.InvariantCulture, out var unsigned))
        {
            return unsigned;
        }

        throw new ArgumentOutOfRangeException(null, (string?)null);
    }
}
