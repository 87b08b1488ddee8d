using System;
using System.Collections;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Json;
using nanoFramework.Json.Configuration;

namespace AedCabinet.StandIns.Tests.Json;

[TestClass]
public class ReadingTests
{
    [TestInitialize]
    public void TheBoardStarts() => ConvertersMapping.Restart();

    [TestMethod]
    [DataRow("5", 5)]
    [DataRow("-0", 0)]
    [DataRow("-2147483648", int.MinValue)]
    [DataRow("2147483647", int.MaxValue)]
    [DataRow("2147483648", 2147483648L)]
    [DataRow("123456789012", 123456789012L)]
    [DataRow("9223372036854775807", long.MaxValue)]
    [DataRow("-9223372036854775808", long.MinValue)]
    [DataRow("18446744073709551615", ulong.MaxValue)]
    [DataRow("5.0", 5.0)]
    [DataRow("5e3", 5000.0)]
    [DataRow("1E400", double.PositiveInfinity)]
    [DataRow("true", true)]
    [DataRow("false", false)]
    [DataRow("null", null)]
    [DataRow("\"\"", "")]
    [DataRow("\"海拉尔东山\"", "海拉尔东山")]
    public void A_value_gets_the_type_which_the_device_gives_it(string json, object? expected)
    {
        var value = Table($"{{\"v\":{json}}}")["v"];

        Assert.AreEqual(expected, value);
        Assert.AreEqual(expected?.GetType(), value?.GetType());
    }

    [TestMethod]
    [DataRow("9223372036854775808")]
    [DataRow("-9999999999999999999")]
    [DataRow("99999999999999999999")]
    public void A_number_that_fits_nothing_is_out_of_range(string json) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Table($"{{\"v\":{json}}}"));

    [TestMethod]
    public void A_name_twice_is_an_argument_fault() =>
        Assert.ThrowsExactly<ArgumentException>(() => Table("""{"id":"c-1","id":"c-2"}"""));

    [TestMethod]
    public void Objects_become_tables_and_arrays_lists_at_any_depth()
    {
        var table = Table("""{"a":[1,"x",{"b":{"c":[{"d":true},2]}}],"e":{}}""");

        var list = (ArrayList)table["a"]!;
        Assert.AreEqual(1, list[0]);
        Assert.AreEqual("x", list[1]);
        var inner = (ArrayList)((Hashtable)((Hashtable)list[2]!)["b"]!)["c"]!;
        Assert.AreEqual(true, ((Hashtable)inner[0]!)["d"]);
        Assert.AreEqual(2, inner[1]);
        Assert.IsEmpty((Hashtable)table["e"]!);
    }

    [TestMethod]
    public void A_comma_too_many_at_the_end_is_forgiven()
    {
        Assert.HasCount(2, Table("""{"a":1,"b":[1,],}"""));
    }

    [TestMethod]
    public void An_array_in_an_array_is_refused() =>
        Assert.ThrowsExactly<DeserializationException>(() => Table("""{"a":[[1]]}"""));

    [TestMethod]
    public void An_array_in_an_array_in_a_nested_object_is_not_implemented() =>
        Assert.ThrowsExactly<NotImplementedException>(() => Table("""{"o":{"a":[[1]]}}"""));

    [TestMethod]
    [DataRow("")]
    [DataRow("   ")]
    [DataRow("\"text\"")]
    [DataRow("true")]
    [DataRow("5 ")]
    [DataRow("[1,2]")]
    [DataRow("{\"a\":1} x")]
    [DataRow("{\"a\":1}}")]
    [DataRow("{\"a\":1}{}")]
    [DataRow("{\"a\"")]
    [DataRow("{\"a\":")]
    [DataRow("{\"a\":\"x")]
    [DataRow("{a:1}")]
    [DataRow("{\"a\" 1}")]
    [DataRow("{\"a\":[1 2]}")]
    [DataRow("{\"a\":[,1]}")]
    [DataRow("{,}")]
    [DataRow("{\"a\":truth}")]
    [DataRow("{\"a\":1} // comment")]
    [DataRow("/* comment */ {}")]
    [DataRow("{\"a\":NaN}")]
    public void Text_that_is_no_object_is_refused(string text) =>
        Assert.ThrowsExactly<DeserializationException>(() => Table(text));

    [TestMethod]
    [DataRow("5")]
    [DataRow("{\"a\":12")]
    [DataRow("{\"a\":-")]
    [DataRow("{\"a\":1.5e")]
    [DataRow("{\"a\":tr")]
    [DataRow("{\"a\":[fals")]
    [DataRow("{\"a\":1,\"b\":n")]
    [DataRow("{\"a\":\"x\\")]
    [DataRow("{\"a\":\"x\\u00")]
    public void Text_that_ends_inside_a_token_runs_off_the_buffer(string text) =>
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => Table(text));

    [TestMethod]
    public void No_text_at_all_is_a_null_reference() =>
        Assert.ThrowsExactly<NullReferenceException>(() => Table(null!));

    [TestMethod]
    public void Nesting_ends_with_the_stack_and_not_with_the_process()
    {
        const int Depth = 1_000_000;
        var text = string.Concat(Enumerable.Repeat("{\"a\":", Depth));

        Assert.ThrowsExactly<OutOfMemoryException>(() => Table(text));
    }

    [TestMethod]
    public void Moderate_nesting_is_read()
    {
        const int Depth = 200;
        var text = string.Concat(Enumerable.Repeat("{\"a\":", Depth)) + "1" + new string('}', Depth);

        object? value = Table(text);
        for (var i = 0; i < Depth; i++)
        {
            value = ((Hashtable)value!)["a"];
        }

        Assert.AreEqual(1, value);
    }

    private static Hashtable Table(string text) => (Hashtable)JsonConvert.DeserializeObject(text, typeof(Hashtable))!;
}
