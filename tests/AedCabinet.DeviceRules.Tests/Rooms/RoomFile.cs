namespace AedCabinet.DeviceRules.Tests;

/// <summary>A file of a project.</summary>
/// <param name="Path">Its path from the project's folder, with slashes.</param>
/// <param name="Text">What stands in it.</param>
public sealed record RoomFile(string Path, string Text)
{
    /// <summary>The folder that it lies in; empty for the project's own.</summary>
    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : string.Empty;

    /// <summary>The file's name without its extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>True for a component's markup.</summary>
    public bool IsMarkup => Path.EndsWith(".razor", StringComparison.Ordinal);
}
