using System.Collections;

namespace AedCabinet.Device.Tests
{
    /// <summary>Flash in memory, which can tear a write or refuse it.</summary>
    public sealed class MemoryStorage : IStorage
    {
        private readonly Hashtable _files = new Hashtable();

        /// <summary>Refuses every write.</summary>
        public bool IsFull { get; set; }

        /// <summary>How many bytes of the next write arrive before the power fails; −1 for all.</summary>
        public int CutNextWriteAfter { get; set; } = -1;

        public bool TryRead(string name, out byte[] content)
        {
            content = (byte[])_files[name];
            return content != null;
        }

        public bool TryWrite(string name, byte[] content)
        {
            if (IsFull)
            {
                return false;
            }

            int length = CutNextWriteAfter < 0 ? content.Length : CutNextWriteAfter;
            byte[] stored = new byte[length];
            for (int i = 0; i < length; i++)
            {
                stored[i] = content[i];
            }

            _files[name] = stored;
            CutNextWriteAfter = -1;
            return length == content.Length;
        }
    }
}
