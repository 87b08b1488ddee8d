using System;
using System.Security.Cryptography;
using AedCabinet.Platform;

namespace AedCabinet.Controller
{
    /// <summary>Signs with HMAC-SHA-256 and the cabinet's key.</summary>
    public sealed class HmacSha256Authenticator : IMessageAuthenticator
    {
        // One is what it takes; more only while other threads take the room away again.
        private const int MaxTries = 3;

        private readonly byte[] _key;

        /// <summary>Initializes a new instance of the <see cref="HmacSha256Authenticator"/> class.</summary>
        /// <param name="key">The key, 32 bytes, or <c>null</c> for none: then nothing can be signed.</param>
        public HmacSha256Authenticator(byte[] key)
        {
            _key = key;
        }

        /// <inheritdoc/>
        /// <remarks>
        /// The platform's HMAC takes the text's address before it allocates its result, and an allocation may move the text when
        /// memory is short. So a MAC counts when it came out twice: the first call has made the room that the second needs.
        /// </remarks>
        public byte[] Compute(byte[] text)
        {
            if (_key == null)
            {
                return null;
            }

            // No HMACSHA256 object: it would keep this very key and clear it when it is disposed of.
            byte[] mac = HMACSHA256.HashData(_key, text);
            for (int i = 0; i < MaxTries; i++)
            {
                byte[] again = HMACSHA256.HashData(_key, text);
                if (AreEqual(mac, again))
                {
                    return again;
                }

                mac = again;
            }

            throw new OutOfMemoryException();
        }

        private static bool AreEqual(byte[] one, byte[] other)
        {
            int difference = one.Length ^ other.Length;
            for (int i = 0; i < one.Length && i < other.Length; i++)
            {
                difference |= one[i] ^ other[i];
            }

            return difference == 0;
        }
    }
}
