namespace AedCabinet.Centre.Tests.Care;

/// <summary>Photographs as telephones make them, as small as they come.</summary>
internal static class Photos
{
    private static readonly byte[] s_start = [0xFF, 0xD8];
    private static readonly byte[] s_table = [0xFF, 0xDB, 0x00, 0x03, 0x00];
    private static readonly byte[] s_scan = [0xFF, 0xDA, 0x00, 0x03, 0x01, 0x11, 0x22, 0xFF, 0x00, 0x33, 0xFF, 0xD9];
    private static readonly byte[] s_exif = [0xFF, 0xE1, 0x00, 0x0A, .. "Exif\0\0GP"u8];
    private static readonly byte[] s_comment = [0xFF, 0xFE, 0x00, 0x06, .. "SN-7"u8];

    public static byte[] Plain() => [.. s_start, .. s_table, .. s_scan];

    public static byte[] WithExif() => [.. s_start, .. s_exif, .. s_comment, .. s_table, .. s_scan, .. "a film"u8];
}
