using System.Buffers.Binary;
using System.Text;

namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>
/// The header of one assembly (<c>.pe</c>) as nanoFramework 1.x writes it: <c>CLR_RECORD_ASSEMBLY</c> of nf-interpreter, July 2026.
/// </summary>
internal readonly ref struct ImageHeader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Its length, bytes.</summary>
    public const int Length = 124;

    /// <summary>What it begins with, in eight bytes.</summary>
    public const string Marker = "NFMRK1\0\0";

    private const int HeaderCrcAt = 8;
    private const int BodyCrcAt = 12;
    private const int NativeChecksumAt = 20;
    private const int VersionAt = 28;
    private const int NameAt = 36;
    private const int TablesAt = 40;
    private const int StringsTable = 11;
    private const int EndTable = 15;

    // Names that stand in a table of the runtime instead of the assembly (nf-interpreter, StringTableData.cpp): 0xFFFF less their index.
    private static readonly Dictionary<ushort, string> s_wellKnown = new() { [0xFCD2] = "mscorlib", [0xFE28] = "System.Threading" };

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Gets the length of the whole assembly, bytes; a wrong header may say anything.</summary>
    public uint TotalBytes => Table(EndTable);

    /// <summary>Gets a value indicating whether the header's own check sum is right.</summary>
    public bool IsWhole
    {
        get
        {
            byte[] header = _bytes[..Length].ToArray();
            header.AsSpan(HeaderCrcAt, sizeof(uint)).Clear();
            return NanoCrc32.Of(header) == Number(HeaderCrcAt);
        }
    }

    /// <summary>
    /// Gets a value indicating whether the check sum of what follows the header is right; ask only when all of it is there.
    /// </summary>
    public bool HasWholeBody => NanoCrc32.Of(_bytes[Length..(int)TotalBytes]) == Number(BodyCrcAt);

    /// <summary>Reads what the header says; only of an assembly that is whole.</summary>
    /// <returns>The assembly.</returns>
    public DeploymentAssembly Read()
    {
        Version version = new(Half(VersionAt), Half(VersionAt + 2), Half(VersionAt + 4), Half(VersionAt + 6));
        return new DeploymentAssembly(Name(), version, Number(NativeChecksumAt));
    }

    private string Name()
    {
        ushort index = Half(NameAt);
        (uint start, uint stop) = (Table(StringsTable), Table(StringsTable + 1));
        if (stop > TotalBytes || start + index >= stop)
        {
            return s_wellKnown.GetValueOrDefault(index, $"#{index:X4}");
        }

        ReadOnlySpan<byte> name = _bytes[(int)(start + index)..(int)stop];
        int end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    private uint Table(int index) => Number(TablesAt + (index * sizeof(uint)));

    private uint Number(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);

    private ushort Half(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[at..]);
}
