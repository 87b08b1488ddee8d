using System.Text.Json.Nodes;
using System.Text.Json;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>What every check of a cabinet's folder needs.</summary>
/// <param name="folder">The folder.</param>
/// <param name="problems">Receives what is wrong.</param>
internal abstract class BundleInspection(DirectoryInfo folder, List<BundleProblem> problems)
{
    /// <summary>Gets the folder.</summary>
    protected DirectoryInfo Folder { get; } = folder;

    /// <summary>Gets what was found to be wrong so far.</summary>
    protected List<BundleProblem> Problems { get; } = problems;

    /// <summary>A member of an object; the flash tool does not tell upper case from lower in names.</summary>
    /// <param name="section">The object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>Its value, or <c>null</c>.</returns>
    protected static JsonNode? Member(JsonObject section, string name) =>
        section.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>A text in an object.</summary>
    /// <param name="section">The object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The text; empty when there is none.</returns>
    protected static string Text(JsonObject section, string name) =>
        Member(section, name) is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;

    /// <summary>Whether a file is there and holds something.</summary>
    /// <param name="name">Its name.</param>
    /// <returns><c>false</c> when it is missing or empty.</returns>
    protected bool IsThere(string name) => new FileInfo(PathOf(name)) is { Exists: true, Length: > 0 };

    /// <summary>Reads a file that holds an object.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The object; <c>null</c> when the file is missing, or is no JSON, which is told.</returns>
    protected JsonObject? Parse(string name)
    {
        if (!IsThere(name))
        {
            return null;
        }

        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(PathOf(name))) is JsonObject root)
            {
                return root;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        Add(name, new("不是有效的JSON", "is not valid JSON"), BundleProblem.MakeAnew);
        return null;
    }

    /// <summary>Where a file of the folder is.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its path.</returns>
    protected string PathOf(string name) => Path.Combine(Folder.FullName, name);

    /// <summary>Notes a problem.</summary>
    /// <param name="name">The file; empty for the folder.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="isHint">Whether it may be as it should.</param>
    protected void Add(string name, Wording what, Wording remedy, bool isHint = false) =>
        Problems.Add(new(name.Length == 0 ? Folder.Name : $"{Folder.Name}/{name}", what, remedy, isHint));
}
