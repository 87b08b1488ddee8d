using System.Text;

namespace AedCabinet.DeviceHeap;

/// <summary>
/// What things take of the nanoCLR's heap, in bytes, on a 32-bit processor. The heap is handed out in blocks of 12 bytes
/// (<c>CLR_RT_HeapBlock</c>); the sizes are those of the structures in nf-interpreter's <c>nanoCLR_Runtime__HeapBlock.h</c> and
/// <c>nanoCLR_Runtime.h</c>.
/// </summary>
public static class HeapBlocks
{
    /// <summary>One block.</summary>
    public const int Block = 12;

    /// <summary>A number, a <c>bool</c>, an enum or a time in the form of an object: its type and its value.</summary>
    public const int Boxed = 2 * Block;

    /// <summary>A literal that is pushed: a block that points to the text in flash.</summary>
    public const int Literal = Block;

    /// <summary>A delegate: list node, type, method and the object it is bound to (<c>CLR_RT_HeapBlock_Delegate</c>, 32 bytes).</summary>
    public const int Delegate = 3 * Block;

    // CLR_RT_HeapBlock_Array: the block, the number of elements, their type and size.
    private const int ArrayHeader = 20;

    // CLR_RT_HeapBlock_Delegate_List: list node, type, length, flags.
    private const int DelegateListHeader = 24;

    /// <summary>Bytes in whole blocks.</summary>
    /// <param name="bytes">0 and more.</param>
    /// <returns>The bytes taken.</returns>
    public static int Whole(int bytes) => (bytes + Block - 1) / Block * Block;

    /// <summary>An object or a value type: a block that says what it is, and one for each field, whatever its type.</summary>
    /// <param name="fields">How many fields, those of its base types included.</param>
    /// <returns>The bytes taken.</returns>
    public static int Object(int fields) => Block * (1 + fields);

    /// <summary>A text that is not a literal: a block, the UTF-8 bytes and a zero.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The bytes taken.</returns>
    public static int Text(string text) => Whole(Block + Encoding.UTF8.GetByteCount(text) + 1);

    /// <summary>An array.</summary>
    /// <param name="length">How many elements.</param>
    /// <param name="elementBytes">What one takes: a number its size, anything else a block.</param>
    /// <returns>The bytes taken.</returns>
    public static int Array(int length, int elementBytes) => Whole(ArrayHeader + (length * elementBytes));

    /// <summary>What an element of this type takes within an array.</summary>
    /// <param name="element">The type.</param>
    /// <returns>The bytes taken.</returns>
    public static int Element(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double or TypeCode.DateTime => 8,
        _ when element == typeof(TimeSpan) => 8,
        _ => Block,
    };

    /// <summary>Delegates combined.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The bytes of the list, without the delegates.</returns>
    public static int DelegateList(int count) => DelegateListHeader + (count * Block);
}
