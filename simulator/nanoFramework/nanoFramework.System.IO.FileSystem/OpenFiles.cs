namespace System.IO;

/// <summary>
/// The files that are open. The device knows them by name alone, whoever opens them, and refuses a second stream unless the second
/// shares everything and the first allowed what it wants.
/// </summary>
internal static class OpenFiles
{
    private static readonly List<OpenFile> s_open = [];

    /// <summary>Notes a file as open.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="access">What it is opened for.</param>
    /// <param name="share">What others may open it for meanwhile.</param>
    /// <returns>The note.</returns>
    /// <exception cref="IOException">It is open already.</exception>
    public static OpenFile Add(string path, FileAccess access, FileShare share)
    {
        lock (s_open)
        {
            foreach (var open in s_open.Where(open => open.Path == path))
            {
                if (share != FileShare.ReadWrite || ((int)open.Share & (int)access) != (int)access)
                {
                    throw new IOException();
                }
            }

            var added = new OpenFile(path, share);
            s_open.Add(added);
            return added;
        }
    }

    /// <summary>Removes a note; one that is not there is ignored.</summary>
    /// <param name="file">The note.</param>
    public static void Remove(OpenFile? file)
    {
        lock (s_open)
        {
            _ = file is not null && s_open.Remove(file);
        }
    }

    /// <summary>One open file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="share">What others may open it for.</param>
    internal sealed class OpenFile(string path, FileShare share)
    {
        /// <summary>Its path.</summary>
        public string Path => path;

        /// <summary>What others may open it for.</summary>
        public FileShare Share => share;
    }
}
