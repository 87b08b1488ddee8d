using System.Globalization;
using System.Text.RegularExpressions;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>The specification's list of settings is what the firmware reads: names, defaults and ranges.</summary>
[TestClass]
public sealed partial class SettingTests
{
    private static readonly string[] s_sources =
    [
        .. SourceTree.Read(RepositoryRoot.Path).With("Reader.cs", "firmware/")
            .Where(file => !file.Contains("Profile", StringComparison.Ordinal)).Select(Read),
    ];

    private static readonly string s_settings = string.Concat(
        SourceTree.Read(RepositoryRoot.Path).With(".cs", "firmware/AedCabinet.Core/Settings/").Select(Read));

    private static readonly string[] s_rows = [.. new MarkdownPage(Read("firmware/SPEC.md")).Lines.Where(
        line => SettingRow().IsMatch(line))];

    [TestMethod]
    public void Every_setting_that_is_read_stands_in_the_specification_once()
    {
        string[] names = [.. s_sources.SelectMany(source => ReadMember().Matches(source))
            .Select(match => match.Groups[2].Value).Distinct()];

        Assert.IsGreaterThan(90, names.Length);
        Findings.MustBeNone(names.Where(name => RowsOf(name).Length != (name is "fitted" ? 2 : 1))
            .Select(name => $"{name} stands in {RowsOf(name).Length} rows"));
    }

    [TestMethod]
    public void Every_default_and_every_range_of_a_number_is_the_code_s()
    {
        Match[] numbers = [.. s_sources.SelectMany(source => NumberMember().Matches(source))];

        Assert.IsGreaterThan(40, numbers.Length);
        Findings.MustBeNone(
            from match in numbers
            let name = match.Groups["name"].Value
            let isTemperature = match.Groups["kind"].Value == "DeciCelsius"
            let range = Range(Value(match.Groups["min"].Value), Value(match.Groups["max"].Value), isTemperature)
            let fallback = isTemperature ? null : DefaultOf(match.Groups["property"].Value)
            let row = RowsOf(name).Single()
            where !row.Contains(range, StringComparison.Ordinal)
                || (fallback is not null && !row.Contains($"| {fallback} |", StringComparison.Ordinal))
            select $"{name}: the code has {fallback ?? "its default"}, {range}; the specification: {row}");
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));

    private static string[] RowsOf(string name) => [.. s_rows.Where(row => Regex.IsMatch(row.Split('|')[1], $@"[`.]{name}`"))];

    private static string? DefaultOf(string property)
    {
        Match match = Regex.Match(s_settings, $@"public int {property} {{ get; set; }} = ([0-9]+)( \* 60)?;");
        return match.Success ? match.Groups[1].Value : null;
    }

    private static int Value(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Range(int min, int max, bool isTemperature)
    {
        string Text(int value) => (isTemperature ? (value / 10.0).ToString("0.0", CultureInfo.InvariantCulture)
            : value.ToString(CultureInfo.InvariantCulture)).Replace('-', '−');
        return min < 0 ? $"{Text(min)} to {Text(max)}" : $"{Text(min)}–{Text(max)}";
    }

    [GeneratedRegex(@"^\| `[a-zA-Z.]+`.*\| §[0-9]+ \|$")]
    private static partial Regex SettingRow();

    [GeneratedRegex(
        """\b(Number|Flag|Text|Choice|Date|DeciCelsius|DegreesE6|Temperature|MinuteOfDay|Code)\((?:section, |file, )?"(\w+)"[,)]""")]
    private static partial Regex ReadMember();

    [GeneratedRegex(
        """\.(?<kind>Number|DeciCelsius)\("(?<name>\w+)", \w+\.(?:\w+\.)*(?<property>\w+), (?<min>-?[0-9]+), (?<max>[0-9]+)\)""")]
    private static partial Regex NumberMember();
}
