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
            if (_key == null)
            {
                return null;
            }

            using (HMACSHA256 hmac = new HMACSHA256(_key))
            {
                return hmac.ComputeHash(text);
            }
        }
    }
}
