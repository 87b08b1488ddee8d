using System;
using System.Collections;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Json;
using nanoFramework.Json.Configuration;

namespace AedCabinet.StandIns.Tests.Json;

[TestClass]
public class WritingTests
{
    [TestInitialize]
    public void TheBoardStarts() => ConvertersMapping.Restart();

    [TestMethod]
    public void Tables_and_lists_are_written_without_spaces() =>
        Assert.AreEqual("""{"a":[1,"x",true,null,{"b":-2}]}""",
            JsonConvert.SerializeObject(new Hashtable { ["a"] = new ArrayList { 1, "x", true, null, new Hashtable { ["b"] = -2L } } }));

    [TestMethod]
    [DataRow(null, "null")]
    [DataRow("x", "\"x\"")]
    [DataRow(5, "[5]")]
    [DataRow(true, "[true]")]
    [DataRow(double.NaN, "[null]")]
    [DataRow('c', "[\"c\"]")]
    [DataRow(DayOfWeek.Friday, "5")]
    public void A_value_at_the_top_comes_in_an_array(object? value, string expected) =>
        Assert.AreEqual(expected, JsonConvert.SerializeObject(value));

    [TestMethod]
    public void Seven_characters_are_escaped() =>
        Assert.AreEqual(@"""\n\r\b\f\t\\\""""", JsonConvert.SerializeObject("\n\r\b\f\t\\\""));

    [TestMethod]
    public void Other_control_characters_and_chinese_are_written_as_they_are() =>
        Assert.AreEqual("\"\u0001救护站\"", JsonConvert.SerializeObject("\u0001救护站"));

    [TestMethod]
    public void Names_are_not_escaped() =>
        Assert.AreEqual("{\"a\"b\":1}", JsonConvert.SerializeObject(new Hashtable { ["a\"b"] = 1 }));

    [TestMethod]
    public void Dates_are_written_with_seven_decimals() =>
        Assert.AreEqual("[\"2026-01-12T03:05:00.0000000Z\"]",
            JsonConvert.SerializeObject(new DateTime(2026, 1, 12, 3, 5, 0, DateTimeKind.Utc)));

    [TestMethod]
    public void Arrays_of_bytes_are_arrays_of_numbers() =>
        Assert.AreEqual("[1,255]", JsonConvert.SerializeObject(new byte[] { 1, 255 }));

    [TestMethod]
    public void Public_properties_of_an_object_are_its_members() =>
        Assert.AreEqual("""{"Name":"x"}""", JsonConvert.SerializeObject(new Named("x")));

    private sealed class Named(string name)
    {
        public string Name { get; } = name;
    }
}
