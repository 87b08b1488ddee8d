extern alias device;

using device::nanoFramework.StandIns;

namespace System.IO;

/// <summary>Desktop stand-in for the device's folders.</summary>
public static class Directory
{
    /// <summary>Whether a folder is there.</summary>
    /// <param name="path">Its path.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool Exists(string path) => new DirectoryInfo(path).Exists;

    /// <summary>The files in a folder: an array and a text for each, all at once.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>Their full paths.</returns>
    /// <exception cref="IOException">The folder is not there.</exception>
    /// <exception cref="OutOfMemoryException">The heap has no room for the names.</exception>
    public static string[] GetFiles(string path)
    {
        ShortMemory.Allocate("Directory.GetFiles");
        var folder = new DirectoryInfo(path);
        return folder.Exists ? [.. folder.GetFiles().Select(file => file.FullName)] : throw new IOException();
    }
}
