using System.Collections;
using System.Text;
using AedCabinet.Formats;
using AedCabinet.Learning;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using AedCabinet.Testing;
using nanoFramework.Json;

namespace AedCabinet.Desktop.Tests;

/// <summary>The shipped profiles are read by the firmware's own reader, through the platform's own parser's stand-in.</summary>
[TestClass]
public class IndicatorProfileFilesTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "firmware", "profiles");

    public static IEnumerable<object[]> Names =>
        Directory.GetFiles(Folder, "*.json").Select(file => new object[] { Path.GetFileNameWithoutExtension(file) });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_profile_is_valid_and_named_after_its_file(string name)
    {
        Assert.AreEqual(name, Read(File.ReadAllText(PathOf(name))).Name);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_profile_says_of_every_value_whether_it_is_confirmed(string name)
    {
        Hashtable root = Parse(File.ReadAllText(PathOf(name)));

        Assert.IsInstanceOfType<bool>(root["kindConfirmed"]);
        foreach (string part in new[] { "green", "red", "period", "pulse", "dark", "temperature" })
        {
            if (root[part] is Hashtable values)
            {
                Assert.IsInstanceOfType<bool>(values["confirmed"], part);
            }
        }

        Assert.IsGreaterThan(0, ((string)root["note"]!).Length);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void No_blink_period_is_passed_off_as_confirmed(string name)
    {
        IndicatorProfile profile = Read(File.ReadAllText(PathOf(name)));

        Assert.IsFalse(profile.IsPeriodConfirmed || profile.IsPulseConfirmed || profile.IsDarkConfirmed);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_profile_written_by_the_firmware_is_read_back_the_same(string name)
    {
        IndicatorProfile profile = Read(File.ReadAllText(PathOf(name)));

        Assert.AreEqual(Write(profile), Write(Read(Write(profile))));
    }

    [TestMethod]
    public void Every_model_of_the_facts_has_its_profile()
    {
        string[] expected =
        [
            "custom", "defibtech-ddu-100", "heartsine-500p", "lifepak-500", "lifepak-cr2", "mindray-beneheart", "philips-hs1",
            "powerheart-g3", "zoll-aed-plus",
        ];
        CollectionAssert.AreEquivalent(expected, Names.Select(row => (string)row[0]).ToArray());
    }

    [TestMethod]
    [DataRow("philips-hs1", IndicatorKind.Blinking, true)]
    [DataRow("defibtech-ddu-100", IndicatorKind.Blinking, true)]
    [DataRow("powerheart-g3", IndicatorKind.Steady, true)]
    [DataRow("lifepak-cr2", IndicatorKind.Blinking, true)]
    [DataRow("lifepak-500", IndicatorKind.Unreadable, false)]
    [DataRow("heartsine-500p", IndicatorKind.Blinking, true)]
    [DataRow("mindray-beneheart", IndicatorKind.Unreadable, true)]
    [DataRow("zoll-aed-plus", IndicatorKind.Unreadable, false)]
    [DataRow("custom", IndicatorKind.Unreadable, true)]
    public void A_model_is_read_in_its_own_way(string name, IndicatorKind kind, bool isLearnable)
    {
        IndicatorProfile profile = Read(File.ReadAllText(PathOf(name)));

        Assert.AreEqual(kind, profile.Kind);
        Assert.AreEqual(isLearnable, profile.IsLearnable);
    }

    [TestMethod]
    [DataRow("philips-hs1", IndicatorMeaning.Ready, IndicatorMeaning.InUse, IndicatorMeaning.None, IndicatorMeaning.None)]
    [DataRow("defibtech-ddu-100", IndicatorMeaning.Ready, IndicatorMeaning.None, IndicatorMeaning.Attention, IndicatorMeaning.None)]
    [DataRow("powerheart-g3", IndicatorMeaning.None, IndicatorMeaning.Ready, IndicatorMeaning.None, IndicatorMeaning.Attention)]
    public void A_light_means_what_the_maker_says(
        string name,
        IndicatorMeaning greenBlinking,
        IndicatorMeaning greenSteady,
        IndicatorMeaning redBlinking,
        IndicatorMeaning redSteady)
    {
        IndicatorProfile profile = Read(File.ReadAllText(PathOf(name)));

        Assert.AreEqual(greenBlinking, profile.Green.Blinking);
        Assert.AreEqual(greenSteady, profile.Green.Steady);
        Assert.AreEqual(redBlinking, profile.Red.Blinking);
        Assert.AreEqual(redSteady, profile.Red.Steady);
    }

    private static string PathOf(string name) => Path.Combine(Folder, name + ".json");

    private static Hashtable Parse(string text)
    {
        Assert.IsNull(JsonLimits.WhyRefused(Encoding.UTF8.GetBytes(text)));
        return (Hashtable)JsonConvert.DeserializeObject(text, typeof(Hashtable))!;
    }

    private static IndicatorProfile Read(string text)
    {
        ConfigurationProblems problems = new();
        IndicatorProfile profile = IndicatorProfileReader.Read(new ConfigurationSection(Parse(text), string.Empty, problems));
        Assert.AreEqual(0, problems.Count, string.Join("; ", problems.ToLines()));
        return profile;
    }

    private static string Write(IndicatorProfile profile)
    {
        JsonWriter json = new();
        json.BeginObject();
        IndicatorProfileWriter.Write(profile, json);
        json.EndObject();
        return json.ToString();
    }
}
