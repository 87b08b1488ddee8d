using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>An authenticator: the codes of RFC 6238.</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Now(string key)
    {
        byte[] step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // What authenticators do.
        byte[] hash = HMACSHA1.HashData(Bytes(key), step);
#pragma warning restore CA5350
        int number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        List<byte> bytes = [];
        int bits = 0;
        int held = 0;
        foreach (char letter in key)
        {
            bits = ((bits << 5) | Base32.IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF;
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(bits >> held));
            }
        }

        return [.. bytes];
    }
}
