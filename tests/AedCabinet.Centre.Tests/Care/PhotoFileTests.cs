using System.Text;
using AedCabinet.Care;

namespace AedCabinet.Centre.Tests.Care;

/// <summary>A photograph is known by its content, and carries the picture and nothing else.</summary>
[TestClass]
public class PhotoFileTests
{
    [TestMethod]
    public void What_a_telephone_writes_into_a_JPEG_is_left_out_and_the_picture_stays()
    {
        Assert.IsTrue(PhotoFile.TryRead(Photos.WithExif(), out PhotoFile? photo));

        Assert.AreEqual("image/jpeg", photo.Type);
        CollectionAssert.AreEqual(Photos.Plain(), photo.Content);
    }

    [TestMethod]
    public void What_stands_in_a_PNG_beside_the_picture_is_left_out()
    {
        byte[] start = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        byte[] file = [.. start, .. Chunk("IHDR", "13 bytes....."), .. Chunk("eXIf", "Hohhot"), .. Chunk("tEXt", "SN-7"),
            .. Chunk("IDAT", "picture"), .. Chunk("IEND", ""), .. "more"u8];

        Assert.IsTrue(PhotoFile.TryRead(file, out PhotoFile? photo));

        Assert.AreEqual("image/png", photo.Type);
        CollectionAssert.AreEqual((byte[])[.. start, .. Chunk("IHDR", "13 bytes....."), .. Chunk("IDAT", "picture"), .. Chunk("IEND", "")],
            photo.Content);
    }

    [TestMethod]
    public void What_is_no_photograph_or_not_whole_is_refused_whatever_it_is_called()
    {
        byte[] whole = Photos.WithExif();
        for (int length = 0; length < Photos.Plain().Length; length++)
        {
            Assert.IsFalse(PhotoFile.TryRead(Photos.Plain()[..length], out _), $"cut after {length} bytes");
        }

        foreach (string text in new[] { "", "<svg xmlns=''/>", "GIF89a", "MZ", "\u0089PNG" })
        {
            Assert.IsFalse(PhotoFile.TryRead(Encoding.Latin1.GetBytes(text), out _), text);
        }

        whole[3] = 0xE1;
        whole[4] = 0xFF;
        Assert.IsFalse(PhotoFile.TryRead(whole, out _), "a segment that reaches beyond the file");
    }

    private static byte[] Chunk(string kind, string data) =>
        [0, 0, 0, (byte)data.Length, .. Encoding.ASCII.GetBytes(kind + data), 1, 2, 3, 4];
}
