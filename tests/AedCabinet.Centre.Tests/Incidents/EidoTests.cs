using System.Text.Json.Nodes;
using System.Xml.Linq;
using AedCabinet.Contract;
using AedCabinet.Incidents;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Centre.Tests.Incidents;

/// <summary>SPEC §19: an incident as an EIDO (NENA-STA-021.1b), held against the schema that stands beside it.</summary>
[TestClass]
public sealed class EidoTests
{
    private static readonly DateTimeOffset s_opened = new(2026, 11, 30, 12, 0, 0, TimeSpan.FromHours(8));

    [TestMethod]
    public void At_each_stage_it_keeps_to_its_schema_and_what_it_refers_to_is_in_it()
    {
        JsonObject[] all =
        [
            .. Enum.GetValues<IncidentStage>().Select(stage => Eido.Of(Any(stage), Entries(stage), "registry.example.cn")),
            Eido.Of(Any(IncidentStage.Opened) with { Place = null, Address = null, Reference = null }, [], "registry.example.cn"),
        ];
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string[] files = [.. all.Select((eido, i) =>
            {
                string file = Path.Combine(folder, $"{i}.json");
                File.WriteAllText(file, eido.ToJsonString());
                return file;
            })];
            BufferedCommandResult result = Cli.Wrap("node").WithArguments([RepositoryRoot.At("tests/contract/schema.mjs"),
                RepositoryRoot.At("simulator/Incidents/eido.schema.json"), .. files]).Run();
            Assert.AreEqual(0, result.ExitCode, result.Output());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (JsonObject eido in all)
        {
            string[] there = [.. Nodes(eido).OfType<JsonObject>().Select(node => (string?)node["$id"]).OfType<string>()];
            foreach (JsonObject reference in Nodes(eido).OfType<JsonObject>().Where(node => node.ContainsKey("$ref")))
            {
                Assert.Contains((string)reference["$ref"]!, there);
            }

            CollectionAssert.AllItemsAreUnique(there);
        }
    }

    [TestMethod]
    public void It_says_where_and_how_far_and_what_came_of_it_and_names_nobody()
    {
        JsonObject eido = Eido.Of(Any(IncidentStage.Closed), Entries(IncidentStage.Closed), "registry.example.cn");

        JsonNode incident = eido["incidentComponent"]!;
        Assert.AreEqual("CARDIAC", (string)incident["incidentTypeCommonRegistryText"]!);
        Assert.AreEqual("Closed", (string)incident["incidentStatusCommonRegistryText"]![0]!);
        Assert.AreEqual("D-1", (string)incident["internalIncidentId"]!);
        Assert.AreEqual("cancelled", (string)incident["dispositionComponent"]![0]!["dispositionDescriptionText"]!);
        XElement place = XElement.Parse((string)eido["locationComponent"]![0]!["locationByValue"]!);
        Assert.AreEqual("40.8426 111.7492", place.Descendants(XName.Get("pos", "http://www.opengis.net/gml")).Single().Value);
        Assert.DoesNotContain("王敏", eido.ToJsonString());
        Assert.Contains("aed-out NM-1", (string)eido["notesComponent"]![1]!["notesActionComments"]!);
    }

    [TestMethod]
    public void What_somebody_has_written_stays_text_in_a_note_that_is_HTML()
    {
        IncidentEntry written = new() { At = s_opened, Kind = IncidentEntry.ToStage, Who = "王敏", Note = "<b>广场</b> & 东门" };
        JsonObject eido = Eido.Of(Any(IncidentStage.Opened), [written], "registry.example.cn");

        string note = (string)eido["notesComponent"]![0]!["notesActionComments"]!;
        Assert.Contains("&lt;b&gt;广场&lt;/b&gt; &amp; 东门", note);
    }

    [TestMethod]
    [DataRow("cancelled", "10")]
    [DataRow("by-mistake", "18")]
    [DataRow("real-use", "13")]
    [DataRow("not-needed", "13")]
    public void An_outcome_says_nothing_of_a_patient_whom_nobody_asked_about(string outcome, string code)
    {
        JsonObject eido = Eido.Of(Any(IncidentStage.Closed) with { Outcome = outcome }, [], "registry.example.cn");

        JsonNode disposition = eido["incidentComponent"]!["dispositionComponent"]![0]!;
        Assert.AreEqual(code, (string)disposition["dispositionCommonRegistryCode"]!);
        Assert.AreEqual(outcome, (string)disposition["dispositionDescriptionText"]!);
    }

    private static Incident Any(IncidentStage stage)
    {
        _ = CabinetTopic.TryParse("aed/v1/1501/150102/health/NM-1/event", out CabinetTopic? topic);
        return new Incident
        {
            No = 17,
            Prefecture = "1501",
            Topic = topic,
            IsOfCabinet = false,
            Place = new IncidentPlace(40.8426, 111.7492),
            Address = "新城区某广场东门",
            Reference = "D-1",
            Opened = s_opened,
            OpenedBy = "王敏",
            Stage = stage,
            Changed = s_opened.AddMinutes(5),
            Closed = stage == IncidentStage.Closed ? s_opened.AddMinutes(5) : null,
            Outcome = stage == IncidentStage.Closed ? "cancelled" : null,
            IsForgotten = false,
        };
    }

    private static IncidentEntry[] Entries(IncidentStage stage) =>
    [
        new() { At = s_opened, Kind = IncidentEntry.Opened, Who = "王敏", Cabinet = "NM-1" },
        new() { At = s_opened.AddSeconds(20), Kind = IncidentEntry.AedOut, Cabinet = "NM-1" },
        new() { At = s_opened.AddMinutes(1), Kind = IncidentEntry.ToStage, Who = "王敏", Word = IncidentWords.Of(stage) },
    ];

    private static IEnumerable<JsonNode> Nodes(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(member => Nodes(member.Value)).Prepend(one),
        JsonArray many => many.SelectMany(Nodes),
        _ => [],
    };
}
