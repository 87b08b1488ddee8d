using System.Globalization;
using System.Text;
using System.Xml;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Results as JUnit XML, which every CI reads.</summary>
public static class JUnitReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="results">The results.</param>
    public static void Write(Stream output, IReadOnlyList<ScenarioResult> results)
    {
        using XmlWriter xml = XmlWriter.Create(output,
            new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), CheckCharacters = false });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "scenarios");
        xml.WriteAttributeString("tests", Number(results.Count));
        xml.WriteAttributeString("failures", Number(results.Count(result => !result.HasPassed)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("time", Seconds(results.Sum(result => result.Took.TotalSeconds)));
        foreach (ScenarioResult result in results)
        {
            WriteCase(xml, result);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, ScenarioResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Path.GetFileNameWithoutExtension(result.Scenario.File));
        xml.WriteAttributeString("name", Clean(result.Scenario.Name));
        xml.WriteAttributeString("file", result.Scenario.File);
        xml.WriteAttributeString("time", Seconds(result.Took.TotalSeconds));
        if (!result.HasPassed)
        {
            string[] lines = [.. result.Missed.Select(
                entry => $"{result.Scenario.File}:{entry.Line}: expected: {entry.Text}; seen: {entry.Seen}"), .. result.Problem is null ? []
                    : new[] { "stopped: " + result.Problem }];
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Clean(lines[0]));
            xml.WriteString(
                Clean(string.Join('\n', lines) + string.Create(CultureInfo.InvariantCulture, $"\nseed {result.Scenario.Setup.Seed}")));
            xml.WriteEndElement();
        }

        xml.WriteElementString("system-out", Clean(string.Join('\n', result.Timeline.Select(entry =>
            $"{TimelinePrinter.Format(entry.AtMs)}  {entry.Kind}  "
                + $"{entry.Text}{(entry.Seen is null ? string.Empty : "  seen: " + entry.Seen)}"))));
        xml.WriteEndElement();
    }

    // XML has no way to write most control characters.
    private static string Clean(string text) => string.Concat(text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("F3", CultureInfo.InvariantCulture);
}
