using System.Collections;
using System.Text;

namespace AedCabinet.DeviceHeap;

/// <summary>
/// What nanoFramework.Json 2.2.213 holds at the end of a parse besides what it returns: the text's bytes, and a tree of tokens
/// (JsonObject, JsonProperty, JsonValue, JsonArray) as large again.
/// </summary>
internal static class JsonTokens
{
    private const int TextPerMember = 6;

    /// <summary>The bytes of the tokens behind a result.</summary>
    /// <param name="parsed">The result.</param>
    /// <returns>The bytes taken.</returns>
    public static int Of(object? parsed) => parsed switch
    {
        // A table of properties, each with its name and its token.
        Hashtable table => HeapBlocks.Object(1) + DeviceSizes.Of(table)
            + table.Cast<DictionaryEntry>().Sum(entry => HeapBlocks.Object(2) + Of(entry.Value)),
        ArrayList list => HeapBlocks.Object(1) + HeapBlocks.Array(list.Count, HeapBlocks.Block) + list.Cast<object?>().Sum(Of),
        _ => HeapBlocks.Object(1),
    };

    /// <summary>The bytes of the text that was parsed, as the parser copies it.</summary>
    /// <param name="parsed">The result.</param>
    /// <returns>The bytes taken, about.</returns>
    public static int Source(object? parsed) => HeapBlocks.Array(Length(parsed), 1);

    private static int Length(object? parsed) => parsed switch
    {
        Hashtable table => table.Cast<DictionaryEntry>()
            .Sum(entry => Encoding.UTF8.GetByteCount((string)entry.Key) + TextPerMember + Length(entry.Value)),
        ArrayList list => list.Cast<object?>().Sum(Length) + list.Count,
        string text => Encoding.UTF8.GetByteCount(text),
        _ => TextPerMember,
    };
}
