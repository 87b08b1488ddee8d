using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace AedCabinet.Care;

/// <summary>
/// A photograph, known by its content and not by what it is called, and kept without what a telephone writes into it (where, when, by which
/// device: EXIF, XMP, comments).
/// </summary>
/// <param name="Type">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record PhotoFile(string Type, byte[] Content)
{
    private const byte Marker = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte FirstApplication = 0xE0;
    private const byte LastApplication = 0xEF;
    private const byte Comment = 0xFE;
    private const int ChunkFrame = 12;

    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly string[] s_pictureChunks = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "sRGB", "cHRM"];

    /// <summary>Reads a photograph.</summary>
    /// <param name="content">The bytes that came.</param>
    /// <param name="photo">The photograph, or <c>null</c>.</param>
    /// <returns><c>false</c> when it is no whole JPEG or PNG.</returns>
    public static bool TryRead(byte[] content, [NotNullWhen(true)] out PhotoFile? photo)
    {
        byte[]? kept = content.AsSpan().StartsWith(s_png) ? OfPng(content)
            : content is [Marker, 0xD8, ..] ? OfJpeg(content) : null;
        photo = kept is null ? null : new PhotoFile(content[0] == Marker ? "image/jpeg" : "image/png", kept);
        return photo is not null;
    }

    // Segment after segment up to the picture itself; what applications and people wrote is left out.
    private static byte[]? OfJpeg(byte[] content)
    {
        using MemoryStream kept = new();
        kept.Write(content, 0, 2);
        int at = 2;
        while (at + 4 <= content.Length && content[at] == Marker)
        {
            byte kind = content[at + 1];
            int length = BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(at + 2)) + 2;
            if (length < 4 || at + length > content.Length)
            {
                return null;
            }

            if (kind == StartOfScan)
            {
                int end = EndOf(content, at + length);
                kept.Write(content, at, end < 0 ? 0 : end - at);
                return end < 0 ? null : kept.ToArray();
            }

            if (kind is not (>= FirstApplication and <= LastApplication or Comment))
            {
                kept.Write(content, at, length);
            }

            at += length;
        }

        return null;
    }

    // What stands behind the picture's end (a second picture, a film) is nobody's business either.
    private static int EndOf(byte[] content, int from)
    {
        for (int i = from; i + 1 < content.Length; i++)
        {
            if (content[i] == Marker && content[i + 1] == EndOfImage)
            {
                return i + 2;
            }
        }

        return -1;
    }

    private static byte[]? OfPng(byte[] content)
    {
        using MemoryStream kept = new();
        kept.Write(s_png);
        int at = s_png.Length;
        while (at + ChunkFrame <= content.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(at));
            if (length > content.Length - at - ChunkFrame)
            {
                return null;
            }

            string kind = System.Text.Encoding.ASCII.GetString(content, at + 4, 4);
            if (s_pictureChunks.Contains(kind))
            {
                kept.Write(content, at, (int)length + ChunkFrame);
            }

            if (kind == "IEND")
            {
                return kept.ToArray();
            }

            at += (int)length + ChunkFrame;
        }

        return null;
    }
}
