using System.Collections;
using System.Text;
using AedCabinet.Controller;
using AedCabinet.Parsing;
using AedCabinet.Settings;

namespace AedCabinet.Desktop.Tests;

/// <summary>A configuration is parsed member by member (SPEC §15, §16): what is no JSON is refused as a whole all the same.</summary>
[TestClass]
public class ConfigurationTextTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("{\"version\":1")]
    [DataRow("{\"version\":1,")]
    [DataRow("{\"version\":1,}")]
    [DataRow("{\"version\":1}}")]
    [DataRow("{\"version\":1} x")]
    [DataRow("{\"version\" 1}")]
    [DataRow("{\"version\":}")]
    [DataRow("{\"version\":,\"id\":\"a\"}")]
    [DataRow("{\"version\":1]")]
    [DataRow("{\"version\":1 \"id\":\"a\"}")]
    [DataRow("{\"version\":1,\"version\":1}")]
    [DataRow("{\"vers\\u0069on\":1}")]
    [DataRow("{version:1}")]
    [DataRow("{\"id\":\"a}")]
    public void What_is_no_JSON_object_has_no_members(string text) => Assert.IsNull(Find(text));

    [TestMethod]
    [DataRow("{\"site\":{\"name\":\"a\"")]
    [DataRow("{\"site\":{\"name\" \"a\"}}")]
    [DataRow("{\"site\":{\"name\":\"a\",\"name\":\"b\"}}")]
    [DataRow("{\"site\":{\"name\":tru}}")]
    public void A_member_that_is_no_JSON_spoils_the_file(string text)
    {
        ConfigurationProblems problems = new();

        Assert.IsNull(ConfigurationFile.Parse(Encoding.UTF8.GetBytes(text), problems));
        Assert.IsGreaterThan(0, problems.Count);
    }

    [TestMethod]
    public void Members_are_found_whatever_stands_in_them()
    {
        ConfigurationText text = Find(
            " \t{ \"a\" : { \"x\" : \"},{\\\"[\" , \"y\":[1,{\"z\":2}] } ,\r\n\"b\":\"呼和浩特\",\"c\":null , \"d\": -1.5 }\n");

        CollectionAssert.AreEqual(new[] { "a", "b", "c", "d" }, text.Names);
        Assert.AreEqual("},{\"[", ((Hashtable)text.Parse("a"))["x"]);
        Assert.AreEqual("呼和浩特", text.Parse("b"));
        Assert.IsFalse(text.Has("c"));
        Assert.IsNull(text.Parse("e"));
        Assert.IsFalse(text.IsBroken);
    }

    [TestMethod]
    public void Settings_that_lie_over_a_file_count_member_by_member()
    {
        ConfigurationText file = Find("{\"a\":{\"x\":1,\"y\":2},\"b\":{\"x\":1}}");
        file.Cover(Find("{\"a\":{\"y\":3,\"x\":null},\"c\":{\"z\":4}}"));

        Hashtable a = (Hashtable)file.Parse("a");
        Assert.AreEqual(3, a["y"]);
        Assert.IsNull(a["x"]);
        Assert.AreEqual(1, ((Hashtable)file.Parse("b"))["x"]);
        Assert.AreEqual(4, ((Hashtable)file.Parse("c"))["z"]);
    }

    [TestMethod]
    public void An_object_in_an_object_is_read_member_by_member_too()
    {
        ConfigurationText file = Find("{\"a\":{\"b\":{\"x\":1,\"y\":{\"z\":2}},\"s\":\"t\"},\"flat\":{\"x\":1},\"text\":\"{\"}");
        file.Cover(Find("{\"a\":{\"b\":{\"x\":5},\"n\":6}}"));

        Assert.IsTrue(file.IsLarge("a"));
        Assert.IsFalse(file.IsLarge("flat"));
        Assert.IsFalse(file.IsLarge("text"));
        ConfigurationText a = file.Inside("a");
        CollectionAssert.AreEquivalent(new[] { "b", "s", "n" }, a.Names);
        Assert.AreEqual("t", a.Parse("s"));
        Assert.AreEqual(6, a.Parse("n"));
        Assert.AreEqual(5, a.Inside("b").Parse("x"));
        Assert.AreEqual(2, a.Inside("b").Inside("y").Parse("z"));
        Assert.IsNull(file.Inside("text"));
        Assert.IsFalse(file.IsBroken);
    }

    [TestMethod]
    public void What_is_no_JSON_deep_inside_spoils_the_file()
    {
        ConfigurationText file = Find("{\"a\":{\"b\":{\"x\":tru},\"c\":{\"y\" 1}}}");

        Assert.IsNull(file.Inside("a").Inside("b").Parse("x"));
        Assert.IsTrue(file.IsBroken);
    }

    private static ConfigurationText Find(string text) => ConfigurationText.Find(Encoding.UTF8.GetBytes(text), new JsonParser());
}
