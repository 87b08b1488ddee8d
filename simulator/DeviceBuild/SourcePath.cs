namespace AedCabinet.DeviceBuild;

/// <summary>Paths of files in the source tree.</summary>
public static class SourcePath
{
    /// <summary>Resolves a path (either kind of slash, with <c>..</c>) that a file of <paramref name="folder"/> names.</summary>
    public static string Resolve(string folder, string path)
    {
        var parts = new Stack<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0 && parts.Peek() != "..")
            {
                parts.Pop();
            }
            else if (part != ".")
            {
                parts.Push(part);
            }
        }

        return string.Join('/', parts.Reverse());
    }
}
