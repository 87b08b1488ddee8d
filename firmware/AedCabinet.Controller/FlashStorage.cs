using System;
using System.IO;
using AedCabinet.Platform;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The board's flash file system. What is written is durable when the call returns: only a closed file survives a power cut.
    /// A lack of memory is none of the flash's faults and is thrown on.
    /// </summary>
    /// <remarks>
    /// Of the platform's classes only what keeps to that is used (simulator/docs/stand-ins.md): <c>Stream.Dispose</c>, and with it
    /// <c>File.WriteAllBytes</c>, swallows what closing throws; <c>File.Exists</c> says no when it finds no memory;
    /// <c>File.ReadAllBytes</c> waits without end for a file that is shorter than it says; and a stream nobody takes from the finalizer's
    /// queue keeps 175 bytes.
    /// </remarks>
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
        public FlashAnswer Read(string name, out byte[] content)
        {
            content = null;
            FileStream file = null;
            try
            {
                if (!CanLookAt(_root + name))
                {
                    return IsMissing(name) ? FlashAnswer.Missing : FlashAnswer.Failed;
                }

                file = new FileStream(_root + name, FileMode.Open, FileAccess.Read);
                byte[] bytes = new byte[(int)file.Length];
                int length = 0;
                int count = 1;
                while (length < bytes.Length && count > 0)
                {
                    count = file.Read(bytes, length, bytes.Length - length);
                    length += count;
                }

                content = length == bytes.Length ? bytes : null;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                content = null;
            }
            finally
            {
                // Closing a file that was only read writes nothing.
                TryClose(file);
            }

            return content == null ? FlashAnswer.Failed : FlashAnswer.Found;
        }

        /// <inheritdoc/>
        public bool TryWrite(string name, byte[] content) => TryPut(name, content, FileMode.Create);

        /// <inheritdoc/>
        public bool TryAppend(string name, byte[] content) => TryPut(name, content, FileMode.Append);

        /// <inheritdoc/>
        public bool TryDelete(string name)
        {
            try
            {
                // One that is not there is gone as well.
                File.Delete(_root + name);
                return true;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public bool TryList(out string[] names)
        {
            names = null;
            try
            {
                string[] paths = Directory.GetFiles(_root);
                for (int i = 0; i < paths.Length; i++)
                {
                    paths[i] = Path.GetFileName(paths[i]);
                }

                names = paths;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                names = null;
            }

            return names != null;
        }

        private static bool CanLookAt(string path)
        {
            try
            {
                File.GetAttributes(path);
                return true;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                return false;
            }
        }

        // A file that can't be opened may be there all the same; only the directory listing proves that it is missing.
        private bool IsMissing(string name)
        {
            bool isListed = TryList(out string[] names);
            bool isMissing = isListed;
            for (int i = 0; isListed && i < names.Length; i++)
            {
                isMissing = isMissing && names[i] != name;
            }

            return isMissing;
        }

        private bool TryPut(string name, byte[] content, FileMode mode)
        {
            FileStream file = null;
            bool isWritten = false;
            try
            {
                file = new FileStream(_root + name, mode, FileAccess.Write);
                file.Write(content, 0, content.Length);
                isWritten = true;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                isWritten = false;
            }
            finally
            {
                // The bytes become durable only here, so a failure here is a failure of the write.
                isWritten = TryClose(file) && isWritten;
            }

            return isWritten;
        }

        // Close and not Dispose, which tells nobody of what went wrong.
        private static bool TryClose(FileStream file)
        {
            if (file == null)
            {
                return false;
            }

            try
            {
                file.Close();
                return true;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                return false;
            }
            finally
            {
                GC.SuppressFinalize(file);
            }
        }
    }
}
