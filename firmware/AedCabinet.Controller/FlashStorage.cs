using System;
using System.IO;

namespace AedCabinet.Controller
{
    /// <summary>The board's flash file system. What is written is durable when the call returns: only a closed file survives a power cut.</summary>
    public sealed class FlashStorage : IStorage
    {
        /// <summary>Where the device has its internal flash.</summary>
        public const string DeviceRoot = "I:\\";

        private readonly string _root;

        /// <summary>Initializes a new instance of the <see cref="FlashStorage"/> class.</summary>
        /// <param name="root">The folder, ending in its separator.</param>
        public FlashStorage(string root)
        {
            _root = root;
        }

        /// <inheritdoc/>
        public bool TryRead(string name, out byte[] content)
        {
            content = null;
            try
            {
                if (File.Exists(_root + name))
                {
                    content = File.ReadAllBytes(_root + name);
                }
            }
            catch (Exception)
            {
                // A file that can't be read is as good as none: everything on flash can be rebuilt.
                content = null;
            }

            return content != null;
        }

        /// <inheritdoc/>
        public bool TryWrite(string name, byte[] content)
        {
            try
            {
                File.WriteAllBytes(_root + name, content);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
