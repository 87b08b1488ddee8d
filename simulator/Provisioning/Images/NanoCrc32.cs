namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>
/// The check sum of nanoFramework's assemblies: CRC-32, polynomial 0x04C11DB7, highest bit first, from 0, not inverted (nf-interpreter,
/// nanoSupport_CRC32.c).
/// </summary>
internal static class NanoCrc32
{
    private const uint Polynomial = 0x04C11DB7;
    private const uint HighestBit = 0x80000000;
    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Computes it.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The check sum.</returns>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte one in bytes)
        {
            crc = s_table[(crc >> 24) ^ one] ^ (crc << 8);
        }

        return crc;
    }

    private static uint Entry(int value)
    {
        uint crc = (uint)value << 24;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & HighestBit) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
        }

        return crc;
    }
}
