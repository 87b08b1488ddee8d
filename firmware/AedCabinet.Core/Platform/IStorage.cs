namespace AedCabinet.Platform
{
    /// <summary>
    /// What the cabinet's flash can do and no more: small named files in one folder, no atomic replacement, nothing durable
    /// before the call returns. A call that is cut by a power failure, or that returns <c>false</c>, may have done all of its
    /// work, a part of it, or nothing. So may one that throws <see cref="System.OutOfMemoryException"/>: that says nothing of the flash.
    /// </summary>
    public interface IStorage
    {
        /// <summary>Reads a file.</summary>
        /// <param name="name">Its name without a folder.</param>
        /// <param name="content">Its bytes, all of them; <c>null</c> unless it was found.</param>
        /// <returns>Whether it is there; <see cref="FlashAnswer.Failed"/> says nothing of that.</returns>
        FlashAnswer Read(string name, out byte[] content);

        /// <summary>Creates a file or overwrites it.</summary>
        /// <param name="name">Its name without a folder.</param>
        /// <param name="content">Its bytes.</param>
        /// <returns><c>false</c> when it could not be written; its content is then uncertain.</returns>
        bool TryWrite(string name, byte[] content);

        /// <summary>Adds bytes to the end of a file, which is created when it is not there, and closes it.</summary>
        /// <param name="name">Its name without a folder.</param>
        /// <param name="content">The bytes to add.</param>
        /// <returns><c>false</c> when they could not be added; how many of them are there is then uncertain, what stood before them is
        /// kept.</returns>
        bool TryAppend(string name, byte[] content);

        /// <summary>Deletes a file.</summary>
        /// <param name="name">Its name without a folder.</param>
        /// <returns><c>true</c> when it is not there any more, or was not there at all.</returns>
        bool TryDelete(string name);

        /// <summary>The names of the files there are, in no particular order.</summary>
        /// <param name="names">Names without a folder, or <c>null</c>.</param>
        /// <returns><c>false</c> when they could not be listed: that is no empty folder.</returns>
        bool TryList(out string[] names);
    }
}
