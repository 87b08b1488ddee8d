using System;
using System.Collections;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Json;
using nanoFramework.Json.Configuration;

namespace AedCabinet.StandIns.Tests.Json;

[TestClass]
public class TargetTypeTests
{
    [TestInitialize]
    public void TheBoardStarts() => ConvertersMapping.Restart();

    [TestMethod]
    public void A_type_that_was_taken_out_of_the_table_is_turned_into_no_more_and_tables_are_read_as_ever()
    {
        ConvertersMapping.Remove(typeof(int));

        Assert.ThrowsExactly<DeserializationException>(() => JsonConvert.DeserializeObject("""{"a":1}""", typeof(int)));
        Hashtable table = (Hashtable)JsonConvert.DeserializeObject("""{"a":1,"b":{"c":"x"}}""", typeof(Hashtable))!;
        Assert.AreEqual(1, table["a"]);
        Assert.AreEqual("x", ((Hashtable)table["b"]!)["c"]);
    }

    [TestMethod]
    public void A_list_keeps_its_scalars()
    {
        var list = (ArrayList)JsonConvert.DeserializeObject("""[1,"two",null,3.5]""", typeof(ArrayList))!;

        CollectionAssert.AreEqual(new object?[] { 1, "two", null, 3.5 }, list);
    }

    [TestMethod]
    public void An_object_in_a_list_replaces_what_came_before_it()
    {
        var list = (ArrayList)JsonConvert.DeserializeObject("""[1,{"a":2},3]""", typeof(ArrayList))!;

        Assert.HasCount(2, list);
        Assert.AreEqual(2, ((Hashtable)list[0]!)["a"]);
        Assert.AreEqual(3, list[1]);
    }

    [TestMethod]
    public void Objects_nested_deeper_in_a_list_are_refused()
    {
        Assert.ThrowsExactly<DeserializationException>(() => JsonConvert.DeserializeObject("""[{"a":{}}]""", typeof(ArrayList)));
        Assert.ThrowsExactly<NotImplementedException>(() => JsonConvert.DeserializeObject("""[{"a":[{}]}]""", typeof(ArrayList)));
    }

    [TestMethod]
    public void An_object_read_as_a_list_is_one_table_in_it()
    {
        var list = (ArrayList)JsonConvert.DeserializeObject("""{"a":{"b":[1]},"c":2}""", typeof(ArrayList))!;

        Assert.HasCount(1, list);
        Assert.AreEqual(2, ((Hashtable)list[0]!)["c"]);
        Assert.IsEmpty((ArrayList)JsonConvert.DeserializeObject("{}", typeof(ArrayList))!);
    }

    [TestMethod]
    public void Typed_arrays_convert_their_elements()
    {
        CollectionAssert.AreEqual(new[] { 1, 2 }, (int[])JsonConvert.DeserializeObject("""[1,"2"]""", typeof(int[]))!);
        CollectionAssert.AreEqual(new[] { "a", "1", null },
            (string?[])JsonConvert.DeserializeObject("""["a",1,null]""", typeof(string[]))!);
        Assert.ThrowsExactly<FormatException>(() => JsonConvert.DeserializeObject("""["x"]""", typeof(int[])));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => JsonConvert.DeserializeObject("[300]", typeof(byte[])));
    }

    [TestMethod]
    public void A_number_stands_in_an_array_of_one()
    {
        Assert.AreEqual(5, JsonConvert.DeserializeObject("[5]", typeof(int)));
        Assert.AreEqual(true, JsonConvert.DeserializeObject("[true]", typeof(bool)));
        Assert.IsInstanceOfType<ArrayList>(JsonConvert.DeserializeObject("[5,6]", typeof(int)));
        Assert.ThrowsExactly<FormatException>(() => JsonConvert.DeserializeObject("{}", typeof(int)));
    }

    [TestMethod]
    public void A_string_only_loses_its_quotes()
    {
        Assert.AreEqual("a\nb", JsonConvert.DeserializeObject("\"a\\nb\"", typeof(string)));
        Assert.AreEqual("not json", JsonConvert.DeserializeObject("not json", typeof(string)));
        Assert.AreEqual("", JsonConvert.DeserializeObject(null!, typeof(string)));
        Assert.ThrowsExactly<InvalidOperationException>(() => JsonConvert.DeserializeObject("\"\\/\"", typeof(string)));
    }

    [TestMethod]
    public void A_class_gets_the_members_it_has()
    {
        var site = (Site)JsonConvert.DeserializeObject(
            """{"Name":"Hailar","Level":"2","Open":true,"Tags":["a"],"Contact":{"Phone":"0470"},"Extra":{"x":1},"$type":"t","Unknown":1}""",
            typeof(Site))!;

        Assert.AreEqual("Hailar", site.Name);
        Assert.AreEqual(2, site.Level);
        Assert.IsTrue(site.Open);
        CollectionAssert.AreEqual(new[] { "a" }, site.Tags);
        Assert.AreEqual("0470", site.Contact!.Phone);
        Assert.AreEqual(1, site.Extra!["x"]);
        Assert.AreEqual("t", site._type);
    }

    [TestMethod]
    public void Names_of_members_are_case_sensitive()
    {
        var site = (Site)JsonConvert.DeserializeObject("""{"name":"Hailar"}""", typeof(Site))!;

        Assert.IsNull(site.Name);
    }

    [TestMethod]
    public void A_bool_takes_nothing_but_a_bool() =>
        Assert.ThrowsExactly<InvalidCastException>(() => JsonConvert.DeserializeObject("""{"Open":"true"}""", typeof(Site)));

    public sealed class Site
    {
        public string? _type;

        public string? Name { get; set; }

        public int Level { get; set; }

        public bool Open { get; set; }

        public string[]? Tags { get; set; }

        public Contact? Contact { get; set; }

        public Hashtable? Extra { get; set; }
    }

    public sealed class Contact
    {
        public string? Phone { get; set; }
    }
}
