using System.Text.RegularExpressions;
using AedCabinet.Alarms;
using AedCabinet.Inspection;
using AedCabinet.Settings;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Handbook;

/// <summary>What the pages say of a board at the bench: blink codes, self-test and serial log.</summary>
[TestClass]
public class HandbookServiceTests
{
    private const string Troubleshooting = "TROUBLESHOOTING";

    public static IEnumerable<object[]> Languages => [["en"], ["zh"]];

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void Every_fault_code_is_explained(string language)
    {
        string[] codes = [.. Enum.GetValues<FaultCode>().Where(code => code != FaultCode.None).Select(code => $"{(int)code}")];

        HandbookTable table = HandbookPage.Read(Troubleshooting, language).Tables.Single(table => table.Rows[0][0] == "1");

        CollectionAssert.AreEqual(codes, table.Rows.Select(row => row[0]).ToArray());
    }

    [TestMethod]
    public void The_blinks_are_as_long_as_the_pages_and_the_picture_say()
    {
        string on = $"{Lamps.CodeOnMs} ms";
        string off = $"{Lamps.CodeOffMs} ms";
        string pause = $"{Lamps.CodePauseMs / 1000} s";

        Assert.Contains($"{on} on and {off} off. After the last comes a pause of {pause} more",
            HandbookPage.Read(Troubleshooting, "en").Text);
        Assert.Contains($"亮{on}，灭{off}。最后一次之后再停{pause}", HandbookPage.Read(Troubleshooting, "zh").Text);
        string picture = File.ReadAllText(RepositoryRoot.At("hardware", "pictures", "blink-codes.svg"));
        Assert.Contains($"{on} on, {off} off, then {pause} more", picture);
        Assert.Contains($"亮{on}，灭{off}，最后再停{pause}", picture);

        // Every blink is drawn to scale: from its second line on, 100 units are a second.
        int[] widths = [.. Regex.Matches(picture, "<rect x=\"[\\d.]+\" y=\"\\d+\" width=\"([\\d.]+)\" height=\"42\"")
            .Select(match => (int)Math.Round(double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)))];
        Assert.IsNotEmpty(widths);
        Assert.IsTrue(widths.All(width => width == Lamps.CodeOnMs / 10), string.Join(' ', widths));
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void The_self_test_is_told_as_it_goes(string language)
    {
        string lamp = $"{SelfTestWalk.LampMs / 1000} s";
        string heater = $"{SelfTestWalk.HeaterMs / 1000} s";
        HandbookPage page = HandbookPage.Read(Troubleshooting, language);
        string install = HandbookPage.Read("INSTALL", language).Text;

        Assert.Contains(language == "zh" ? $"各亮{lamp}，响一声，加热器开{heater}" : $"for {lamp}, one chirp, the heater for {heater}", page.Text);
        Assert.Contains(language == "zh" ? $"各亮{lamp}。响一声。加热器开{heater}"
            : $"for {lamp}, one after the other. One chirp. The heater goes on for {heater}", install);
        string sound = File.ReadAllText(RepositoryRoot.At("firmware", "contract", "examples", "reply.done-self-test.json"));
        foreach (Match line in Regex.Matches(sound.Split("\"lines\":")[1], "\"([^\"]+)\""))
        {
            Assert.Contains(line.Groups[1].Value + "\n", page.Text);
        }

        string[] parts = ["probe", "heater", "indicator", "mains", "battery", "link", "interrupted"];
        CollectionAssert.AreEquivalent(parts, page.Tables.Single(table => table.Names.Contains("probe")).Names);
        string judged = string.Concat(Directory.GetFiles(RepositoryRoot.At("firmware", "AedCabinet.Core", "Inspection"), "SelfTest*.cs")
            .Select(File.ReadAllText));
        Assert.IsTrue(parts.All(part => judged.Contains($"\"{part}\"", StringComparison.Ordinal)), "The self-test names none such.");
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void What_the_serial_log_is_said_to_say_the_firmware_says(string language)
    {
        string firmware = string.Concat(Directory.GetFiles(RepositoryRoot.At("firmware"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText));

        foreach (string message in HandbookPage.Read(Troubleshooting, language).Tables[^1].Names)
        {
            Assert.IsTrue(message.Split('…').All(part => firmware.Contains(part.Trim(), StringComparison.Ordinal)),
                $"The firmware never says: {message}");
        }
    }
}
