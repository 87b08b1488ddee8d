namespace AedCabinet.Handover;

/// <summary>Files and folders that only their owner may read. On Windows they inherit the rights of the folder they are put into.</summary>
public static class OwnerOnly
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = (UnixFileMode)0x3F;

    /// <summary>Makes a folder, with those above it.</summary>
    /// <param name="folder">The folder.</param>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // The mode is for a new folder only; one that is there keeps what its owner gave it.
        Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file in one step: at every moment there is the old one or the new one, whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">Its content.</param>
    public static void Replace(string file, byte[] content)
    {
        string partial = file + ".partial";
        File.Delete(partial);
        Write(partial, content, false);
        File.Move(partial, file, true);
    }

    /// <summary>Writes a new file.</summary>
    /// <param name="file">The file, which is not there.</param>
    /// <param name="content">Its content.</param>
    /// <param name="isProgram">Whether its owner may run it.</param>
    public static void Write(string file, byte[] content, bool isProgram)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = isProgram ? Owner | UnixFileMode.UserExecute : Owner;
        }

        using FileStream stream = new(file, options);
        stream.Write(content);
    }

    /// <summary>Whether others than the owner may do anything with a file or folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <returns><c>false</c> where it is the owner's only, and on Windows, which has no such mode.</returns>
    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    /// <summary>Whether the owner may run a file.</summary>
    /// <param name="file">The file.</param>
    /// <returns><c>true</c> also on Windows.</returns>
    public static bool IsProgram(string file) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0;
}
