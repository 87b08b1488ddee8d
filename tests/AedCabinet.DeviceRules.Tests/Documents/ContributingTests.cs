using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>A newcomer who touches the files that CONTRIBUTING names has touched all of them.</summary>
[TestClass]
public sealed partial class ContributingTests
{
    private const string Sensor = "A humidity sensor";
    private const string Reason = "A new reason";
    private const string Event = "A new event";

    // So many files a humidity sensor took in November 2026, before its way was written down.
    private const int TooMany = 34;

    // Whatever names that much of a list is the list once more.
    private const double MostOfAll = 0.6;

    private static readonly SourceTree s_tree = SourceTree.Read(RepositoryRoot.Path);

    private static readonly string s_page = Read(".github/CONTRIBUTING.md");

    [TestMethod]
    [DataRow(Sensor)]
    [DataRow(Reason)]
    [DataRow(Event)]
    public void Each_file_of_a_worked_example_is_there_and_they_are_as_many_as_it_says(string example)
    {
        Assert.HasCount(CountOf(example), FilesOf(example));
        Assert.IsLessThan(TooMany, CountOf(example));
        Findings.MustBeNone(FilesOf(example).Where(
            file => !File.Exists(RepositoryRoot.At(file)) && !Directory.Exists(RepositoryRoot.At(file)))
            .Select(file => file + " is not there"));
    }

    [TestMethod]
    public void The_way_of_a_sensor_is_the_battery_s() => Findings.MustBeNone(
        FilesOf(Sensor).Where(file => !Battery().IsMatch(Read(file))).Select(file => file + " knows nothing of the battery"));

    [TestMethod]
    [DataRow(Reason, "aed-missing")]
    [DataRow(Event, "aed.removed")]
    public void Whatever_lists_all_of_them_is_named(string example, string one)
    {
        string[] names = NamesBeside(one);
        string[] lists = [.. s_tree.Files.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal) && Lists(file, names))];

        Assert.IsGreaterThan(5, lists.Length);
        Findings.MustBeNone(lists.Except(FilesOf(example)).Select(file => $"{file} lists them too, and \"{example}\" does not name it"));
    }

    private static bool Lists(string file, string[] names)
    {
        if (Path.GetExtension(file) is not (".cs" or ".json" or ".md" or ".yaml" or ".mjs" or ".razor"))
        {
            return false;
        }

        string text = Read(file);
        return names.Count(name => text.Contains(name, StringComparison.Ordinal)) >= MostOfAll * names.Length
            || names.Count(name => text.Contains(" " + InCode(name) + " =", StringComparison.Ordinal)) >= MostOfAll * names.Length;
    }

    // aed-missing as AedMissing.
    private static string InCode(string name) =>
        string.Concat(name.Split('-', '.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    // The reasons or the events, as the contract has them.
    private static string[] NamesBeside(string one) =>
    [
        .. s_tree.With(".json", "firmware/contract/schemas/").SelectMany(file => Enumerations(JsonNode.Parse(Read(file))!))
            .Where(
                list => list.Contains('.', StringComparison.Ordinal) == one.Contains('.', StringComparison.Ordinal)
                    && (one.Contains('.', StringComparison.Ordinal) || list.Contains(one, StringComparison.Ordinal)))
            .SelectMany(list => list.Split(' ')).Distinct(),
    ];

    private static IEnumerable<string> Enumerations(JsonNode node) => node switch
    {
        JsonObject found => found.SelectMany(member =>
            member.Key == "enum" ? [string.Join(' ', member.Value!.AsArray())] : member.Value is null ? [] : Enumerations(member.Value)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Enumerations),
        _ => [],
    };

    private static string[] FilesOf(string example)
    {
        string[] lines = s_page.Split('\n');
        int from = Array.FindIndex(lines, line => line.StartsWith($"### {example}: ", StringComparison.Ordinal));
        string text = string.Join('\n', lines.Skip(from + 1).TakeWhile(line => !line.StartsWith('#')));
        return [.. FileName().Matches(text).Select(match => match.Groups[1].Value).Distinct()];
    }

    private static int CountOf(string example) =>
        int.Parse(Regex.Match(s_page, $"### {example}: ([0-9]+) files").Groups[1].Value, CultureInfo.InvariantCulture);

    private static string Read(string file) => File.ReadAllText(RepositoryRoot.At(file));

    [GeneratedRegex("`([A-Za-z0-9.]+/[A-Za-z0-9./_-]+)`")]
    private static partial Regex FileName();

    [GeneratedRegex("attery|PowerTests")]
    private static partial Regex Battery();
}
