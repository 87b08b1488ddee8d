namespace AedCabinet
{
    /// <summary>
    /// What the cabinet's flash can do and no more: small named files, no atomic replacement, nothing durable before the
    /// call returns. A write that is cut by a power failure may leave the old content, the new, a part of it, or nothing.
    /// </summary>
    public interface IStorage
    {
        /// <summary>Reads a file.</summary>
        /// <param name="name">Its name without a folder.</param>
        /// <param name="content">Its bytes, or <c>null</c>.</param>
        /// <returns><c>false</c> when it is not there or can't be read.</returns>
        bool TryRead(string name, out byte[] content);

        /// <summary>Creates a file or overwrites it.</summary>
        /// <param name="name">Its name without a folder.</param>
        /// <param name="content">Its bytes.</param>
        /// <returns><c>false</c> when it could not be written; its content is then uncertain.</returns>
        bool TryWrite(string name, byte[] content);
    }
}
