namespace AedCabinet.Platform
{
    /// <summary>Signs text with the cabinet's key.</summary>
    public interface IMessageAuthenticator
    {
        /// <summary>The signature of a text.</summary>
        /// <param name="text">The bytes signed.</param>
        /// <returns>HMAC-SHA-256, 32 bytes, or <c>null</c> without a key.</returns>
        byte[] Compute(byte[] text);
    }
}
