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

        /// <inheritdoc/>
        public bool TryAppend(string name, byte[] content)
        {
            FileStream file = null;
            bool isDone = false;
            try
            {
                file = new FileStream(_root + name, FileMode.Append, FileAccess.Write);
                file.Write(content, 0, content.Length);
                isDone = true;
            }
            catch (Exception)
            {
                isDone = false;
            }

            return Close(file) && isDone;
        }

        /// <inheritdoc/>
        public bool TryDelete(string name)
        {
            try
            {
                if (File.Exists(_root + name))
                {
                    File.Delete(_root + name);
                }

                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public string[] List()
        {
            try
            {
                string[] paths = Directory.GetFiles(_root);
                for (int i = 0; i < paths.Length; i++)
                {
                    paths[i] = Path.GetFileName(paths[i]);
                }

                return paths;
            }
            catch (Exception)
            {
                return new string[0];
            }
        }

        // The bytes become durable only here, so a failure here is a failure of the write.
        private static bool Close(FileStream file)
        {
            try
            {
                if (file != null)
                {
                    file.Dispose();
                }

                return file != null;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
