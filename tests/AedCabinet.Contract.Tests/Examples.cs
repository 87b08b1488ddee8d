using System.Text.Json;
using AedCabinet.Testing;

namespace AedCabinet.Contract.Tests;

/// <summary>The contract's example messages.</summary>
internal static class Examples
{
    private const string Area = "aed/v1/1501/150104/culture-tourism/";

    /// <summary>Gets the file names of the golden examples.</summary>
    public static IEnumerable<string> Golden => NamesIn(RepositoryRoot.At("firmware", "contract", "examples"));

    /// <summary>Gets the file names of the examples that must be refused.</summary>
    public static IEnumerable<string> Invalid =>
        NamesIn(RepositoryRoot.At("firmware", "contract", "examples", "invalid")).Select(name => "invalid/" + name);

    /// <summary>Reads an example.</summary>
    /// <param name="name">Its file name, for example <c>event.aed-removed.json</c>.</param>
    /// <returns>The message, without the line feed at the end of the file.</returns>
    public static byte[] Read(string name)
    {
        byte[] file = File.ReadAllBytes(RepositoryRoot.At("firmware", "contract", "examples", name));
        return file[^1] == '\n' ? file[..^1] : file;
    }

    /// <summary>The topic an example is sent on: the one of its own cabinet where it names one.</summary>
    /// <param name="name">Its file name.</param>
    /// <returns>The full topic.</returns>
    public static string TopicOf(string name)
    {
        string kind = Path.GetFileName(name).Split('.')[0];
        string cabinet = kind is "about" or "state" or "event" or "telemetry"
            ? JsonDocument.Parse(Read(name)).RootElement.GetProperty("id").GetString()!
            : "NM-HOH-0001";
        return Topic(cabinet, kind);
    }

    /// <summary>A topic.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="kind">The last level.</param>
    /// <returns>The full topic.</returns>
    public static string Topic(string cabinet, string kind) => $"{Area}{cabinet}/{kind}";

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
