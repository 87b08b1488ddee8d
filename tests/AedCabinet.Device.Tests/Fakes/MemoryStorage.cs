using System;
using System.Collections;
using AedCabinet.Platform;

namespace AedCabinet.Device.Tests
{
    /// <summary>Flash in memory, which can tear a write or refuse it.</summary>
    public sealed class MemoryStorage : IStorage
    {
        // Two lists: the platform's Hashtable holds a key twice once others were removed.
        private readonly ArrayList _names = new ArrayList();
        private readonly ArrayList _contents = new ArrayList();

        /// <summary>Refuses every write.</summary>
        public bool IsFull { get; set; }

        /// <summary>Refuses whatever is to be added to a file: the events, for all else is written whole.</summary>
        public bool RefusesAppends { get; set; }

        /// <summary>How many bytes of the next write arrive before the power fails; −1 for all.</summary>
        public int CutNextWriteAfter { get; set; } = -1;

        /// <summary>How many reads of files that are there fail.</summary>
        public int FailNextReads { get; set; }

        /// <summary>The file that can't be read, or <c>null</c>.</summary>
        public string Unreadable { get; set; }

        /// <summary>The file of which only the first half can be read, or <c>null</c>.</summary>
        public string Shortened { get; set; }

        /// <summary>How many of the next listings fail.</summary>
        public int FailNextListings { get; set; }

        /// <summary>Spoils a byte of a file.</summary>
        /// <param name="name">The file.</param>
        /// <param name="at">Which byte.</param>
        public void Spoil(string name, int at) => ContentOf(name)[at] ^= 0xFF;

        public FlashAnswer Read(string name, out byte[] content)
        {
            content = null;
            if (ContentOf(name) != null && (FailNextReads > 0 || name == Unreadable))
            {
                FailNextReads--;
                return FlashAnswer.Failed;
            }

            content = ContentOf(name);
            if (content != null && name == Shortened)
            {
                byte[] half = new byte[content.Length / 2];
                Array.Copy(content, 0, half, 0, half.Length);
                content = half;
            }

            return content == null ? FlashAnswer.Missing : FlashAnswer.Found;
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

            TryDelete(name);
            _names.Add(name);
            _contents.Add(stored);
            CutNextWriteAfter = -1;
            return length == content.Length;
        }

        public bool TryAppend(string name, byte[] content)
        {
            if (RefusesAppends)
            {
                return false;
            }

            byte[] before = ContentOf(name) ?? new byte[0];
            byte[] joined = new byte[before.Length + content.Length];
            before.CopyTo(joined, 0);
            content.CopyTo(joined, before.Length);
            CutNextWriteAfter = CutNextWriteAfter < 0 ? -1 : before.Length + CutNextWriteAfter;
            return TryWrite(name, joined);
        }

        public bool TryDelete(string name)
        {
            int at = _names.IndexOf(name);
            if (at >= 0)
            {
                _names.RemoveAt(at);
                _contents.RemoveAt(at);
            }

            return true;
        }

        /// <summary>Gets the names of the files there are.</summary>
        public string[] Names => (string[])_names.ToArray(typeof(string));

        public bool TryList(out string[] names)
        {
            names = FailNextListings-- > 0 ? null : Names;
            return names != null;
        }

        private byte[] ContentOf(string name)
        {
            int at = _names.IndexOf(name);
            return at < 0 ? null : (byte[])_contents[at];
        }
    }
}
