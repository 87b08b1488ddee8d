extern alias device;

using System;
using System.Linq;
using AedCabinet.Controller;
using device::nanoFramework.StandIns;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using HMACSHA256 = device::System.Security.Cryptography.HMACSHA256;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>The cabinet's key, on a platform that clears what it is given (SPEC §14).</summary>
[TestClass]
public class KeyTests
{
    private static readonly byte[] s_text = "v1\ncabinet"u8.ToArray();
    private static readonly byte[] s_key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private readonly HmacSha256Authenticator _authenticator = new([.. s_key]);

    [TestCleanup]
    public void End()
    {
        ShortMemory.Fails = null;
        HMACSHA256.Faulty.Value = null;
    }

    [TestMethod]
    public void The_key_is_the_same_after_a_hundred_commands_and_never_zeros()
    {
        var right = System.Security.Cryptography.HMACSHA256.HashData(s_key, s_text);
        for (var i = 0; i < 100; i++)
        {
            CollectionAssert.AreEqual(right, _authenticator.Compute(s_text), $"command {i + 1}");
        }
    }

    [TestMethod]
    public void Without_a_key_nothing_can_be_signed() => Assert.IsNull(new HmacSha256Authenticator(null).Compute(s_text));

    [TestMethod]
    public void A_MAC_of_a_text_that_was_moved_meanwhile_is_not_believed()
    {
        var calls = 0;
        HMACSHA256.Faulty.Value = mac => calls++ == 0 ? new byte[32] : mac;

        CollectionAssert.AreEqual(System.Security.Cryptography.HMACSHA256.HashData(s_key, s_text), _authenticator.Compute(s_text));
    }

    [TestMethod]
    public void A_MAC_that_never_comes_out_twice_is_a_lack_of_memory()
    {
        byte calls = 0;
        HMACSHA256.Faulty.Value = _ => [calls++];

        Assert.ThrowsExactly<OutOfMemoryException>(() => _authenticator.Compute(s_text));
    }

    [TestMethod]
    public void A_lack_of_memory_is_no_wrong_MAC()
    {
        ShortMemory.Fails = _ => true;

        Assert.ThrowsExactly<OutOfMemoryException>(() => _authenticator.Compute(s_text));
    }
}
