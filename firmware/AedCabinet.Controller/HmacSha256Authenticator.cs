using System.Security.Cryptography;

namespace AedCabinet.Controller
{
    /// <summary>Signs with HMAC-SHA-256 and the cabinet's key.</summary>
    public sealed class HmacSha256Authenticator : IMessageAuthenticator
    {
        private readonly byte[] _key;

        /// <summary>Initializes a new instance of the <see cref="HmacSha256Authenticator"/> class.</summary>
        /// <param name="key">The key, 32 bytes, or <c>null</c> for none: then nothing can be signed.</param>
        public HmacSha256Authenticator(byte[] key)
        {
            _key = key;
        }

        /// <inheritdoc/>
        public byte[] Compute(byte[] text)
        {
            // No HMACSHA256 object: it would keep this very key and clear it when it is disposed of.
            return _key == null ? null : HMACSHA256.HashData(_key, text);
        }
    }
}
