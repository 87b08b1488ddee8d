namespace AedCabinet.Testing;

/// <summary>Where the checked-out repository lies: the folder that holds <c>nf.proj.sln</c>.</summary>
public static class RepositoryRoot
{
    /// <summary>Gets the full path of the root.</summary>
    /// <exception cref="DirectoryNotFoundException">No folder above the test's own holds the solution.</exception>
    public static string Path => s_path.Value;

    private static readonly Lazy<string> s_path = new(() => Above(AppContext.BaseDirectory));

    /// <summary>Full path of a file or folder of the repository.</summary>
    /// <param name="parts">Its path from the root, folder by folder.</param>
    /// <returns>The path; nothing needs to be there.</returns>
    public static string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The root above a folder.</summary>
    /// <param name="start">The folder.</param>
    /// <returns>The full path of the nearest folder, <paramref name="start"/> itself included, that holds the solution.</returns>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    internal static string Above(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "nf.proj.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {start} holds nf.proj.sln.");
    }
}
