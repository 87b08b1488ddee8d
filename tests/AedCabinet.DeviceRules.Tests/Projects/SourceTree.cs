namespace AedCabinet.DeviceRules.Tests;

/// <summary>The names of a checked-out tree's files, from its root and with slashes.</summary>
/// <param name="Files">All files that are not made by a build.</param>
public sealed record SourceTree(IReadOnlySet<string> Files)
{
    private static readonly HashSet<string> Made = ["bin", "obj", "packages", "node_modules", ".git", ".vs", "TestResults"];

    /// <summary>Reads the names of a folder's files.</summary>
    public static SourceTree Read(string root)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        Collect(new DirectoryInfo(root), string.Empty, files);
        return new SourceTree(files);
    }

    /// <summary>The files with this extension, in a folder or in the whole tree.</summary>
    public IEnumerable<string> With(string extension, string folder = "") =>
        Files.Where(file => file.EndsWith(extension, StringComparison.Ordinal) && file.StartsWith(folder, StringComparison.Ordinal));

    private static void Collect(DirectoryInfo folder, string prefix, SortedSet<string> files)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            files.Add(prefix + file.Name);
        }

        foreach (var child in folder.EnumerateDirectories().Where(child => !Made.Contains(child.Name)))
        {
            Collect(child, $"{prefix}{child.Name}/", files);
        }
    }
}
