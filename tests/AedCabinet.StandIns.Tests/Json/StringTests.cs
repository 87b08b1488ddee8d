using System;
using System.Collections;
using System.Globalization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Json;
using nanoFramework.Json.Configuration;

namespace AedCabinet.StandIns.Tests.Json;

[TestClass]
public class StringTests
{
    [TestInitialize]
    public void TheBoardStarts() => ConvertersMapping.Restart();

    [TestMethod]
    [DataRow(@"a\tb\nc\rd\be\ff\\g\""h", "a\tb\nc\rd\be\ff\\g\"h")]
    [DataRow(@"\u0041", "A")]
    [DataRow(@"caf\u00e9", "café")]
    public void Escapes_the_device_knows_are_read(string raw, string expected) =>
        Assert.AreEqual(expected, Read(raw));

    [TestMethod]
    [DataRow(@"http:\/\/aed")]
    [DataRow(@"\u4e2d")]
    [DataRow(@"\u00fc")]
    [DataRow(@"\ud83d\ude00")]
    public void Escapes_the_device_does_not_know_are_refused(string raw) =>
        Assert.ThrowsExactly<DeserializationException>(() => Read(raw));

    [TestMethod]
    public void A_unicode_escape_takes_its_second_digit_for_its_first() =>
        Assert.AreEqual("\uee25", Read(@"\u4e25"));

    [TestMethod]
    public void A_unicode_escape_swallows_the_digit_that_follows() =>
        Assert.AreEqual("Ax", Read(@"\u00417x"));

    [TestMethod]
    public void A_value_that_begins_with_a_quotation_mark_gets_two_more() =>
        Assert.AreEqual("\"\"now\" he said\"", Read("\\\"now\\\" he said"));

    [TestMethod]
    public void Of_a_character_beyond_the_basic_plane_half_is_lost() =>
        Assert.AreEqual("\ud842x", Read("𠮷x"));

    [TestMethod]
    [DataRow("2026-01-12T03:05:00Z", "2026-01-12T03:05:00.0000000Z")]
    [DataRow("2026-01-12T03:05:07.125Z", "2026-01-12T03:05:07.0000125Z")]
    [DataRow("2026-01-12T03:05:00+08:00", "2026-01-12T03:05:00.0000000Z")]
    [DataRow("2026-01-12T03:05:00, by hand", "2026-01-12T03:05:00.0000000Z")]
    [DataRow("2026-01-12 03:05:00Z", "2026-01-12T03:05:00.0000000Z")]
    [DataRow("2026-02-30T00:00:00Z", "2026-03-02T00:00:00.0000000Z")]
    [DataRow("Mon, 12 Jan 2026 03:05:00 GMT", "2026-01-12T03:05:00.0000000Z")]
    [DataRow("20260112T030500Z (start)", "2026-01-12T03:05:00.0000000Z")]
    [DataRow("DTSTART:20260112T030500Z", "2026-01-12T03:05:00.0000000Z")]
    [DataRow("DTSTART;TZID=Asia/Shanghai:20260112T110500", "2026-01-12T11:05:00.0000000Z")]
    [DataRow("202601120030500123", "2026-01-12T03:05:00.0000000Z")]
    [DataRow("0001-01-01T00:00:00Z", "1601-01-01T00:00:00.0000000Z")]
    public void A_string_that_looks_like_a_date_becomes_one(string text, string expected)
    {
        var date = (DateTime)Read(text)!;

        Assert.AreEqual(expected, date.ToString("O", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    [DataRow("2026-01-12")]
    [DataRow("20260112T030500Z")]
    [DataRow("2026-01-12 03:05:00")]
    [DataRow("2026-13-12T03:05:00Z")]
    [DataRow("2026-01-12T24:05:00Z")]
    [DataRow("Hailar East station (2)")]
    [DataRow("152101199003079999")]
    [DataRow("the cabinet by the eastern gate")]
    public void A_string_that_only_resembles_a_date_stays_a_string(string text) =>
        Assert.AreEqual(text, Read(text));

    [TestMethod]
    public void A_name_that_looks_like_a_date_is_refused() =>
        Assert.ThrowsExactly<DeserializationException>(() =>
            JsonConvert.DeserializeObject("""{"2026-01-12T03:05:00Z":1}""", typeof(Hashtable)));

    private static object? Read(string raw) =>
        ((Hashtable)JsonConvert.DeserializeObject($"{{\"v\":\"{raw}\"}}", typeof(Hashtable))!)["v"];
}
