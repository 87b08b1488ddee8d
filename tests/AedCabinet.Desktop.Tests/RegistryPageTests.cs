using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests;

/// <summary>The words and forms of the registry's tab.</summary>
[TestClass]
public class RegistryPageTests
{
    [TestMethod]
    public void There_is_a_word_in_both_languages_for_everything_the_contract_names()
    {
        string schemas = RepositoryRoot.At("firmware", "contract", "schemas");
        JsonNode common = JsonNode.Parse(File.ReadAllText(Path.Combine(schemas, "common.schema.json")))!["$defs"]!;
        JsonNode reply = JsonNode.Parse(File.ReadAllText(Path.Combine(schemas, "reply.schema.json")))!["properties"]!["code"]!["oneOf"]!;
        JsonNode data = JsonNode.Parse(File.ReadAllText(
            Path.Combine(schemas, "event.schema.json")))!["properties"]!["data"]!["properties"]!;
        string[] keys =
        [
            .. Enumerable.Range(0, EventCatalog.Count).Select(kind => "registry.event." + EventCatalog.NameOf((EventKind)kind)),
            .. Enum.GetValues<Severity>().Select(severity => "registry.severity." + EventCatalog.NameOf(severity)),
            .. common["sector"]!["enum"]!.AsArray().Select(sector => "registry.sector." + sector!.GetValue<string>()),
            .. common["commandName"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()).Where(name => name != "update")
                .Select(name => "registry.command." + name),
            .. reply.AsArray().Select(code => "registry.code." + code!["const"]!.GetValue<string>()),
            .. data.AsObject().Select(member => "registry.data." + member.Key),
            .. Enum.GetValues<CommandStage>().Select(stage => "registry.stage." + CommandLog.KeyOf(stage)),
            .. Enum.GetValues<CabinetStatus>().Select(status => "registry.status." + RegistryWords.KeyOf(status)),
            .. EmergencyReasons.All.Select(reason => "registry.emergency.reason." + reason),
            .. new[] { NotSentWhy.Unreachable, NotSentWhy.Refused, NotSentWhy.TooSlow, NotSentWhy.NoNumber }.Select(
                why => "registry.not-sent." + why),
            .. CommandForm.CreateAll().SelectMany(form => new[] { $"registry.command.{form.Name}", $"registry.command.{form.Name}.what" }),
        ];

        Assert.IsEmpty(keys.Where(key => !PageText.Has(key)), string.Join(' ', keys.Where(key => !PageText.Has(key))));
    }

    [TestMethod]
    public void A_command_that_makes_a_cabinet_alarm_less_or_stands_for_somebody_there_is_looked_at_twice() => CollectionAssert.AreEqual(
        new[] { "inspect", "drill", "maintenance", "unlock", "restart", "configure" },
        CommandForm.CreateAll().Where(form => form.NeedsCheck).Select(form => form.Name).ToArray());

    [TestMethod]
    [DataRow("The payload is not valid JSON: '0xEF' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0.", "json", null)]
    [DataRow("The registry failed at it: InvalidCastException: Unable to cast", "failed", null)]
    [DataRow("The topic is not one of contract version 1.", "topic", null)]
    [DataRow("\"seq\" is not a whole number from 1.", "contract", "\"seq\" is not a whole number from 1.")]
    public void Why_a_message_was_set_aside_is_said_in_words_and_nothing_that_NET_says(string reason, string key, string? detail)
    {
        Assert.AreEqual(key, SetAsideWords.KeyOf(reason));
        Assert.AreEqual(detail, SetAsideWords.DetailOf(reason));
        Assert.IsTrue(PageText.Has("registry.set-aside." + key));
    }

    [TestMethod]
    [DataRow("1501", "呼和浩特市", "Hohhot")]
    [DataRow("1522", "兴安盟", "Hinggan League")]
    [DataRow("1529", "阿拉善盟", "Alxa League")]
    [DataRow("1101", "1101", "1101")]
    public void A_prefecture_has_its_name_and_one_from_elsewhere_its_code(string code, string chinese, string english)
    {
        Assert.AreEqual(chinese, PageText.Chinese.NameOf("prefecture", code));
        Assert.AreEqual(english, PageText.English.NameOf("prefecture", code));
    }

    [TestMethod]
    public void All_twelve_prefectures_of_Inner_Mongolia_have_names() => CollectionAssert.AreEqual(
        new[] { "1501", "1502", "1503", "1504", "1505", "1506", "1507", "1508", "1509", "1522", "1525", "1529" },
        Enumerable.Range(1500, 100).Select(code => code.ToString(CultureInfo.InvariantCulture))
            .Where(code => PageText.Has("registry.prefecture." + code)).ToArray());

    [TestMethod]
    public void Every_form_as_it_is_offered_passes_the_gate()
    {
        CommandBench bench = new();
        long counter = 100;
        foreach (CommandForm form in CommandForm.CreateAll().Where(form => !form.IsForged))
        {
            form.Settings = form.HasSettings ? CommandForm.SettingsExample : string.Empty;
            Assert.IsNull(form.WhyNot(PageText.English, "值班员", out string args), form.Name);

            string code = bench.Code(CommandBench.Sign(form.Command, args, ++counter,
                id: "c-" + counter.ToString(CultureInfo.InvariantCulture)));
            Assert.IsTrue(code is "done" or "accepted" or "failed", $"{form.Name} {args}: {code}");
            bench.TakeRequests();
        }
    }

    [TestMethod]
    [DataRow("locate", "901", "900")]
    [DataRow("locate", "0", "1")]
    [DataRow("silence", "ten", "30")]
    [DataRow("drill", "1.5", "480")]
    public void A_number_that_would_be_refused_is_told_with_its_range(string name, string number, string limit)
    {
        CommandForm form = CommandForm.CreateAll().Single(form => form.Name == name);
        form.Number = number;

        Assert.Contains(limit, form.WhyNot(PageText.English, string.Empty, out _)!);
        Assert.Contains(limit, form.WhyNot(PageText.Chinese, string.Empty, out _)!);
    }

    [TestMethod]
    [DataRow("", "object")]
    [DataRow("[1]", "object")]
    [DataRow("{}", "object")]
    [DataRow("{\n  \"site\": }", "line 2")]
    [DataRow("{\"a\":1,\"a\":2}", "object")]
    public void Settings_that_are_no_object_are_told_before_they_are_sent(string settings, string expected)
    {
        CommandForm form = CommandForm.CreateAll().Single(form => form.HasSettings);
        form.Settings = settings;

        Assert.Contains(expected, form.WhyNot(PageText.English, "x", out _)!);
    }

    [TestMethod]
    public void Who_unlocks_must_be_said_and_may_not_be_longer_than_the_firmware_takes()
    {
        CommandForm unlock = CommandForm.CreateAll().Single(form => form.NeedsWho);

        Assert.IsNotNull(unlock.WhyNot(PageText.English, "  ", out _));
        Assert.IsNotNull(unlock.WhyNot(PageText.English, new string('x', CommandForm.MaxWhoLength + 1), out _));
        Assert.IsNull(unlock.WhyNot(PageText.English, new string('x', CommandForm.MaxWhoLength), out _));
    }

    [TestMethod]
    public void The_demo_cabinets_are_of_different_kinds_prefectures_and_departments_with_keys_of_their_own()
    {
        JsonObject[] demos = [.. DemoCabinet.All.Select(demo => demo.Load())];

        foreach (string member in new[] { "id", "kind", "prefecture", "sector", "commandKey" })
        {
            Assert.HasCount(demos.Length, demos.Select(demo => demo[member]!.GetValue<string>()).Distinct(), member);
        }

        Assert.IsTrue(demos.All(demo => demo["site"]!["site"]!.GetValue<string>().Contains("虚构", StringComparison.Ordinal)),
            "each is marked as fictional");
    }
}
