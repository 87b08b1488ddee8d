using System.Text.Json.Nodes;
using System.Text.Json;
using AedCabinet.Controller;
using AedCabinet.Handover;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// One cabinet's folder. It is written under another name and then renamed, so that it is complete or absent,
/// whenever a run is interrupted.
/// </summary>
/// <param name="output">The folder with the cabinets' folders.</param>
/// <param name="id">The cabinet's id.</param>
internal sealed class BundleFolder(string output, string id)
{
    // No cabinet's id begins with a dot, so the name is free.
    private const string NewSuffix = ".new";
    private const string OldSuffix = ".old";

    /// <summary>Gets where it is.</summary>
    public string FullName { get; } = Path.Combine(output, id);

    /// <summary>Gets a value indicating whether it is there.</summary>
    public bool Exists => Directory.Exists(FullName);

    /// <summary>Clears up after a run that was interrupted.</summary>
    /// <param name="output">The folder with the cabinets' folders.</param>
    public static void Recover(string output)
    {
        foreach (string folder in Leftovers(output))
        {
            string name = Path.GetFileName(folder)[1..];
            string original = Path.Combine(output, name[..^OldSuffix.Length]);
            if (name.EndsWith(OldSuffix, StringComparison.Ordinal) && !Directory.Exists(original))
            {
                Directory.Move(folder, original);
            }
            else
            {
                Directory.Delete(folder, true);
            }
        }
    }

    /// <summary>What a run that was interrupted left behind.</summary>
    /// <param name="output">The folder with the cabinets' folders.</param>
    /// <returns>The folders.</returns>
    public static IEnumerable<string> Leftovers(string output) =>
        Directory.EnumerateDirectories(output, ".*")
            .Where(folder => folder.EndsWith(NewSuffix, StringComparison.Ordinal) || folder.EndsWith(OldSuffix, StringComparison.Ordinal))
            .ToArray();

    /// <summary>What the folder's cabinet was given.</summary>
    /// <returns>It, or <c>null</c> when there is no folder or it can't be read.</returns>
    public ProvisionedCabinet? Read()
    {
        try
        {
            JsonNode root = JsonNode.Parse(File.ReadAllBytes(Path.Combine(FullName, ConfigurationFile.Name)))!;
            string TextOf(string name) => root[name]!.GetValue<string>();
            return new ProvisionedCabinet(
                new CabinetSecrets(TextOf("commandKey"), root["broker"]!["password"]!.GetValue<string>()),
                root["firstBoot"]!.GetValue<int>(),
                $"aed/v1/{TextOf("prefecture")}/{TextOf("county")}/{TextOf("sector")}/{TextOf("id")}");
        }
        catch (Exception exception) when (exception
            is IOException or JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Which files differ from those it should have.</summary>
    /// <param name="files">The files it should have.</param>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> Differing(IReadOnlyDictionary<string, byte[]> files) =>
        [.. files.Where(pair => !File.Exists(PathOf(pair.Key)) || !File.ReadAllBytes(PathOf(pair.Key)).AsSpan().SequenceEqual(pair.Value))
            .Select(pair => pair.Key)];

    /// <summary>Writes the folder, in place of one that may be there.</summary>
    /// <param name="files">Its files.</param>
    public void Write(IReadOnlyDictionary<string, byte[]> files)
    {
        string fresh = Path.Combine(output, "." + id + NewSuffix);
        OwnerOnly.CreateFolder(fresh);
        foreach ((string name, byte[] content) in files)
        {
            OwnerOnly.Write(Path.Combine(fresh, name), content, name == BundleFiles.Script);
        }

        if (!Exists)
        {
            Directory.Move(fresh, FullName);
            return;
        }

        string old = Path.Combine(output, "." + id + OldSuffix);
        Directory.Move(FullName, old);
        Directory.Move(fresh, FullName);
        Directory.Delete(old, true);
    }

    private string PathOf(string name) => Path.Combine(FullName, name);
}
