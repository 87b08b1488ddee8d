extern alias device;

using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using HMACSHA256 = device::System.Security.Cryptography.HMACSHA256;

namespace AedCabinet.StandIns.Tests.Platform;

/// <summary>What the device's HMAC does with the array it is given.</summary>
[TestClass]
public class CryptographyTests
{
    private static readonly byte[] s_text = "v1"u8.ToArray();

    [TestMethod]
    public void Disposing_of_an_object_clears_the_array_that_it_was_made_with()
    {
        var key = Key();
        using (var hmac = new HMACSHA256(key))
        {
            CollectionAssert.AreEqual(System.Security.Cryptography.HMACSHA256.HashData(Key(), s_text), hmac.ComputeHash(s_text));
        }

        CollectionAssert.AreEqual(new byte[32], key);
    }

    [TestMethod]
    public void The_static_method_leaves_the_key_as_it_is()
    {
        var key = Key();

        CollectionAssert.AreEqual(System.Security.Cryptography.HMACSHA256.HashData(Key(), s_text), HMACSHA256.HashData(key, s_text));
        CollectionAssert.AreEqual(Key(), key);
    }

    [TestMethod]
    public void A_key_set_later_is_copied()
    {
        var key = Key();
        using (new HMACSHA256(Key()) { Key = key })
        {
            // Only its end matters.
        }

        CollectionAssert.AreEqual(Key(), key);
    }

    [TestMethod]
    public void An_object_that_has_ended_computes_nothing()
    {
        var hmac = new HMACSHA256(Key());
        hmac.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => hmac.ComputeHash(s_text));
    }

    private static byte[] Key() => [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
}
