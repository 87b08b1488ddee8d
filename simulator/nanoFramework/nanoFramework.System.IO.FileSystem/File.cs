extern alias device;

using device::nanoFramework.StandIns;

namespace System.IO;

/// <summary>Desktop stand-in for the device's files.</summary>
public static class File
{
    /// <summary>Whether a file is there. Whatever is thrown while looking, for want of memory too, reads as that it is not.</summary>
    /// <param name="path">Its path.</param>
    /// <returns><c>true</c> when it was seen.</returns>
    public static bool Exists(string path)
    {
        try
        {
            ShortMemory.Allocate("File.Exists");
            return new FileInfo(path).Exists;
        }
        catch
        {
            return false;
        }
    }

    /// <summary>What a file is like.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Its attributes.</returns>
    /// <exception cref="IOException">It is not there.</exception>
    /// <exception cref="OutOfMemoryException">The heap has no room for its path.</exception>
    public static FileAttributes GetAttributes(string path)
    {
        ShortMemory.Allocate("File.GetAttributes");
        var info = new FileInfo(path);
        return info.Exists || Directory.Exists(path) ? info.Attributes : throw new IOException();
    }

    /// <summary>Deletes a file; one that is not there is none the less gone.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">It is open.</exception>
    /// <exception cref="OutOfMemoryException">The heap has no room for the note that it is being deleted.</exception>
    public static void Delete(string path)
    {
        ShortMemory.Allocate("File.Delete");
        var full = Path.GetFullPath(path);
        var record = OpenFiles.Add(full, FileAccess.ReadWrite, FileShare.None);
        try
        {
            new FileInfo(full).Delete();
        }
        finally
        {
            OpenFiles.Remove(record);
        }
    }

    /// <summary>Reads a file. It is read until its length is reached: one that ends earlier is waited for without end.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] ReadAllBytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
        ShortMemory.Allocate("File.ReadAllBytes");
        var bytes = new byte[stream.Length];
        var index = 0;
        while (index < bytes.Length)
        {
            index += stream.Read(bytes, index, bytes.Length - index);
        }

        return bytes;
    }

    /// <summary>Creates or overwrites a file. A close that fails is swallowed by the stream's <see cref="Stream.Dispose()"/>.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="bytes">Its bytes.</param>
    public static void WriteAllBytes(string path, byte[] bytes)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        stream.Write(bytes, 0, bytes.Length);
    }
}
