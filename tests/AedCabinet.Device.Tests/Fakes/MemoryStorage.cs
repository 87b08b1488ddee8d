using System.Collections;

namespace AedCabinet.Device.Tests
{
    /// <summary>Flash in memory, which can tear a write or refuse it.</summary>
    public sealed class MemoryStorage : IStorage
    {
        private readonly Hashtable _files = new Hashtable();

        /// <summary>Refuses every write.</summary>
        public bool IsFull { get; set; }

        /// <summary>Refuses whatever is to be added to a file: the events, for all else is written whole.</summary>
        public bool RefusesAppends { get; set; }

        /// <summary>How many bytes of the next write arrive before the power fails; −1 for all.</summary>
        public int CutNextWriteAfter { get; set; } = -1;

        /// <summary>How many reads of files that are there fail.</summary>
        public int FailNextReads { get; set; }

        /// <summary>Spoils a byte of a file.</summary>
        /// <param name="name">The file.</param>
        /// <param name="at">Which byte.</param>
        public void Spoil(string name, int at) => ((byte[])_files[name])[at] ^= 0xFF;

        public bool TryRead(string name, out byte[] content)
        {
            content = null;
            if (FailNextReads > 0 && _files[name] != null)
            {
                FailNextReads--;
                return false;
            }

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

        public bool TryAppend(string name, byte[] content)
        {
            if (RefusesAppends)
            {
                return false;
            }

            byte[] before = (byte[])_files[name] ?? new byte[0];
            byte[] joined = new byte[before.Length + content.Length];
            before.CopyTo(joined, 0);
            content.CopyTo(joined, before.Length);
            CutNextWriteAfter = CutNextWriteAfter < 0 ? -1 : before.Length + CutNextWriteAfter;
            return TryWrite(name, joined);
        }

        public bool TryDelete(string name)
        {
            _files.Remove(name);
            return true;
        }

        public string[] List()
        {
            string[] names = new string[_files.Count];
            int count = 0;
            foreach (DictionaryEntry file in _files)
            {
                names[count++] = (string)file.Key;
            }

            return names;
        }
    }
}
