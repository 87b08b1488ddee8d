using System.Buffers.Binary;
using Mono.Cecil;

namespace AedCabinet.DeviceHeap;

/// <summary>
/// The counts that decide what an assembly takes of the heap once it is loaded: its tables of references and definitions, its static
/// fields and, where the image has debugging information, a byte for each method (<c>CLR_RT_Assembly::CreateInstance</c>).
/// </summary>
/// <param name="Assemblies">Assembly references.</param>
/// <param name="TypeReferences">Type references.</param>
/// <param name="FieldReferences">Field references.</param>
/// <param name="MethodReferences">Method references.</param>
/// <param name="Types">Types.</param>
/// <param name="Fields">Fields, constants excepted.</param>
/// <param name="Methods">Methods.</param>
/// <param name="StaticFields">Of the fields the static ones.</param>
public sealed record AssemblyTables(int Assemblies, int TypeReferences, int FieldReferences, int MethodReferences, int Types, int Fields,
    int Methods, int StaticFields)
{
    // CLR_RT_Assembly with debugging information: list node, 5 words, 16 table sizes, 3 words, 8 pointers.
    private const int Header = 140;
    private const int Word = 4;
    private const int TypeEntry = 8;
    private const int IndexEntry = 2;
    private const int TableCount = 9;

    // Offsets in a .pe of its tables' starts and of the number of padding bytes at the end of each.
    private const int TableStarts = 40;
    private const int TablePaddings = 108;
    private const int TypeTable = 4;
    private const int TypeRecord = 24;
    private const int StaticFieldsOfType = 20;
    private static readonly int[] s_recordBytes = [12, 8, 8, 8, TypeRecord, 8, 16, 8, 4];

    /// <summary>Gets the bytes that it takes.</summary>
    public int Bytes => HeapBlocks.Whole(
        Header
        + (Word * (Assemblies + TypeReferences + FieldReferences + MethodReferences))
        + (TypeEntry * Types)
        + Aligned(IndexEntry * Fields)
        + Aligned(IndexEntry * Methods)
        + (HeapBlocks.Block * StaticFields)
        + Aligned(Methods));

    /// <summary>Counts an assembly as compiled, for the desktop or the device.</summary>
    /// <param name="module">The assembly.</param>
    /// <returns>The counts.</returns>
    public static AssemblyTables Of(ModuleDefinition module)
    {
        DeviceImage image = new(module);
        return new AssemblyTables(
            module.AssemblyReferences.Count,
            image.TypeReferences.Count,
            image.FieldReferences.Count,
            image.MethodReferences.Count,
            image.Types.Count,
            image.Fields.Count,
            image.Methods.Count,
            image.Fields.Count(field => field.IsStatic));
    }

    /// <summary>Counts an assembly in nanoFramework's own form.</summary>
    /// <param name="file">The bytes of the <c>.pe</c>.</param>
    /// <returns>The counts.</returns>
    public static AssemblyTables OfPe(ReadOnlySpan<byte> file)
    {
        int[] counts = new int[TableCount];
        for (int i = 0; i < TableCount; i++)
        {
            int length = Start(file, i + 1) - Start(file, i) - file[TablePaddings + i];
            counts[i] = length / s_recordBytes[i];
        }

        int statics = 0;
        for (int i = 0; i < counts[TypeTable]; i++)
        {
            statics += file[Start(file, TypeTable) + (i * TypeRecord) + StaticFieldsOfType];
        }

        return new AssemblyTables(counts[0], counts[1], counts[2], counts[3], counts[TypeTable], counts[5], counts[6], statics);
    }

    private static int Start(ReadOnlySpan<byte> file, int table) =>
        BinaryPrimitives.ReadInt32LittleEndian(file[(TableStarts + (Word * table))..]);

    private static int Aligned(int bytes) => (bytes + Word - 1) / Word * Word;
}
