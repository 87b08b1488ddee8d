using System.Text;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>A text file as people hand it in: its text, and the encoding it was found to have.</summary>
/// <param name="Text">The text, without a byte order mark.</param>
/// <param name="Encoding">The encoding's name for people.</param>
internal sealed record TableText(string Text, string Encoding)
{
    private static readonly UTF8Encoding s_utf8 = new(false, true);

    static TableText() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Finds out the encoding and decodes.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="file">Its name, for problems.</param>
    /// <param name="problems">Receives what can't be read.</param>
    /// <returns>The text, or <c>null</c>.</returns>
    public static TableText? Decode(byte[] content, string file, List<ProvisioningProblem> problems)
    {
        if (IsWorkbook(content))
        {
            problems.Add(
                new(file, 0, string.Empty, new("这是Excel工作簿，不是CSV；请在Excel里另存为“CSV UTF-8”。",
                    "this is an Excel workbook, not a CSV; in Excel, save it as \"CSV UTF-8\".")));
            return null;
        }

        if (WithoutMark(content) is { } wide)
        {
            return new TableText(wide.GetString(content), "UTF-16");
        }

        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new TableText((content[0] == 0xFF ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode).GetString(
                content.AsSpan(2)), "UTF-16");
        }

        bool hasMark = content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
        ReadOnlySpan<byte> bytes = content.AsSpan(hasMark ? 3 : 0);
        if (TryDecode(s_utf8, bytes) is { } text)
        {
            // A file that was saved twice with a mark has two.
            return new TableText(text.TrimStart('\uFEFF'), hasMark ? "UTF-8 with byte order mark" : "UTF-8");
        }

        if (hasMark || IsMostlyUtf8(bytes, out _))
        {
            IsMostlyUtf8(bytes, out int wrongAt);
            problems.Add(new(file, LineAt(bytes, wrongAt), string.Empty, new(
                $"文件是UTF-8，但这里的字节0x{bytes[wrongAt]:X2}不是；请重新输入损坏的文字，另存为“CSV UTF-8”。",
                $"the file is UTF-8, but byte 0x{bytes[wrongAt]:X2} here is not; type the damaged text anew and save as \"CSV UTF-8\".")));
            return null;
        }

        // GB 18030 holds GBK and GB 2312; Excel in Chinese saves a plain CSV so.
        Encoding gbk = System.Text.Encoding.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        if (TryDecode(gbk, bytes) is { } chinese)
        {
            return new TableText(chinese, "GBK");
        }

        IsMostlyUtf8(bytes, out int place);
        problems.Add(new(file, LineAt(bytes, place), string.Empty,
            new("文件既不是UTF-8也不是GBK；请在Excel里另存为“CSV UTF-8”。", "the file is neither UTF-8 nor GBK; in Excel, save it as \"CSV UTF-8\".")));
        return null;
    }

    private static bool IsWorkbook(ReadOnlySpan<byte> content) =>
        content.StartsWith("PK\u0003\u0004"u8) || content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    // No text but UTF-16's holds zeros. A table's commas, digits and line ends have theirs on one side; few characters on the other (一).
    private static Encoding? WithoutMark(byte[] content)
    {
        const int MostLooked = 4096;
        const int Several = 4;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < Math.Min(content.Length, MostLooked); i++)
        {
            even += content[i] == 0 && i % 2 == 0 ? 1 : 0;
            odd += content[i] == 0 && i % 2 == 1 ? 1 : 0;
        }

        bool hasMark = content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        return hasMark || Math.Max(even, odd) <= Several * Math.Min(even, odd) ? null : odd > even ? System.Text.Encoding.Unicode
            : System.Text.Encoding.BigEndianUnicode;
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // One broken character would make a whole UTF-8 file look like GBK, whose decoder takes nearly anything. A Chinese
    // character has three bytes in UTF-8; text in GBK seldom happens to form such threes.
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes, out int firstWrong)
    {
        int threes = 0;
        int wrong = 0;
        firstWrong = 0;
        for (int i = 0; i < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[i..], out _, out int length) == System.Buffers.OperationStatus.Done)
            {
                threes += length == 3 ? 1 : 0;
            }
            else
            {
                firstWrong = wrong++ == 0 ? i : firstWrong;
            }

            i += length;
        }

        return threes > wrong;
    }

    private static int LineAt(ReadOnlySpan<byte> bytes, int place) => 1 + bytes[..place].Count((byte)'\n');
}
