using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Testing;
using CsCheck;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// What comes in is held against the contract: all that is right is kept, what is wrong is set aside with its reason, and nothing breaks
/// the registry.
/// </summary>
[TestClass]
public class LedgerMessageTests : StoreTests
{
    private const string Syntax = "\"\\{}[],:0-9eu";

    // Event names, reasons and reply codes may be added within version 1, a severity belongs to its event by the sender's word, and what
    // stands in a list in another order or twice says the same: firmware/contract/README.md, "To write a registry".
    private static readonly string[] s_allowed =
    [
        "event.unknown-name", "event.severity-too-high", "event.severity-too-low", "event.drill-not-capped", "event.maintenance-not-capped",
        "event.maintenance-raises-info", "event.unknown-wake",
        "reply.unknown-code", "reply.done-for-an-unknown-command", "reply.clock-unknown-with-time", "reply.expired-without-clock",
        "reply.without-name", "reply.name-too-long", "reply.line-empty",
        "reply.lines-as-text", "reply.data-as-text", "reply.failed-with-empty-data", "reply.neither-time-nor-clock", "reply.time-and-clock",
        "state.unknown-reason", "state.reasons-out-of-order", "state.reason-twice", "state.open-twice", "state.open-not-an-emergency",
        "state.doors-empty", "state.door-ajar",
        "state.not-ready-without-reasons", "state.maintenance-without-its-reason", "state.maintenance-reason-in-normal-mode",
        "state.not-commissioned-without-its-reason",
        "state.not-commissioned-reason-in-normal-mode", "state.absent-but-not-missing", "state.battery-without-level",
        "state.battery-in-volts", "state.clock-synced",
        "about.position-without-datum", "event.exposure-too-severe", "event.exposure-without-hours", "event.sos-in-a-drill-urgent",
        "telemetry.out-of-memory-never",
    ];

    private static readonly (string Kind, byte[] Bytes)[] s_examples = [.. Examples("examples")
        .Select(item => (item.Name.Split('.')[0], item.Bytes))];

    [TestMethod]
    public void Every_example_of_the_contract_goes_in()
    {
        using LedgerBench bench = Bench();
        foreach ((string name, byte[] bytes) in Examples("examples"))
        {
            bench.SendBytes(TopicOf(name, bytes), bytes);
        }

        Assert.IsEmpty(bench.Rows("SELECT topic, reason FROM set_aside"),
            string.Join('\n', bench.Rows("SELECT topic, reason FROM set_aside")));
        Assert.IsGreaterThan(15, bench.Number("SELECT count(*) FROM events"));
    }

    [TestMethod]
    public void Of_every_invalid_example_what_can_be_used_is_used_and_the_rest_is_told()
    {
        List<string> untold = [];
        foreach ((string name, byte[] bytes) in Examples(Path.Combine("examples", "invalid"))
            .Where(item => !item.Name.StartsWith("command.", StringComparison.Ordinal)))
        {
            using LedgerBench bench = Bench();
            bench.SendBytes(TopicOf(name, bytes), bytes);

            string[] told = bench.Rows("SELECT reason FROM set_aside");
            Assert.IsLessThanOrEqualTo(1, told.Length, name);
            Assert.IsTrue(told.All(reason => reason.Length > 10), name);
            if (told.Length == 0)
            {
                untold.Add(name);
            }

            if (name.StartsWith("event.", StringComparison.Ordinal)
                && name is not ("event.without-seq" or "event.seq-zero" or "event.seq-as-text" or "event.without-id"))
            {
                Assert.AreEqual(1, bench.Number("SELECT count(*) FROM events"), $"{name}: {string.Join(' ', told)}");
            }
        }

        CollectionAssert.IsSubsetOf(untold, s_allowed, "not told: " + string.Join(' ', untold.Except(s_allowed)));
    }

    [TestMethod]
    public void Mutated_messages_are_taken_or_set_aside_and_never_break_it()
    {
        Gen<(int Example, (int Place, byte Value)[] Changes)> mutation = Gen.Select(
            Gen.Int[0, s_examples.Length - 1],
            Gen.Select(Gen.Int[0, 2000], Gen.OneOf(Gen.Byte, Gen.Int[0, Syntax.Length - 1].Select(place => (byte)Syntax[place]))).Array[0,
                5]);
        using LedgerBench bench = Bench();
        long sent = 0;
        mutation.Sample(
            item =>
            {
                (string kind, byte[] bytes) = s_examples[item.Example];
                bytes = [.. bytes];
                foreach ((int place, byte value) in item.Changes)
                {
                    bytes[place % bytes.Length] = value;
                }

                bench.SendBytes($"aed/v1/1501/150104/health/NM-HOH-0001/{kind}", bytes);
                sent++;
            },
            iter: 3000,
            threads: 1);

        bench.Restart();
        long kept = bench.Number("SELECT count(*) FROM set_aside");
        Assert.IsGreaterThan(100, kept);
        Assert.IsLessThan(sent, kept);
        Assert.HasCount(0, bench.Verify().WrongGapLists);
        AssertThatDataIsJson(bench);
    }

    [TestMethod]
    public void Half_of_a_surrogate_pair_and_a_member_that_is_there_twice_cost_no_event()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(1, 1, "aed.returned", data: """{"note":"\ud800"}"""));
        bench.Send("event", LedgerBench.EventText(1, 2, "aed.returned", data: """{"note":"a","note":"b"}"""));
        bench.Send("event", LedgerBench.EventText(1, 3, "aed.returned", more: "\"seq\":9,"));

        CollectionAssert.AreEqual(new[] { "1 {}", "2 {\"note\":\"a\",\"note\":\"b\"}", "3 {}" },
            bench.Rows("SELECT seq, data FROM events ORDER BY seq"));
        string[] reasons = bench.Rows("SELECT reason FROM set_aside WHERE used = 1 ORDER BY no");
        Assert.HasCount(2, reasons);
        Assert.Contains("Unicode", reasons[0]);
        Assert.Contains("twice", reasons[1]);
    }

    [TestMethod]
    public void An_event_with_a_member_twice_deep_in_its_data_comes_again_in_another_spelling_and_is_the_same()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(1, 1, "aed.returned", data: """{"x":{"a":1,"a":2}}"""));
        bench.Send("event", LedgerBench.EventText(1, 1, "aed.returned", data: """{"x": {"a":1, "a":2}}"""));

        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM events"));
        Assert.AreEqual(1, bench.Verify().DoublesRemoved);
    }

    [TestMethod]
    public void Losses_told_in_escaped_letters_count()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 6, "outbox.overflowed", "maintenance", """{"l\u006fst":3,"spoil\u0074":2}"""));

        Assert.AreEqual(5, bench.Verify().MissingExplained);
        Assert.IsTrue(bench.Verify().IsClean);
    }

    [TestMethod]
    public void What_nobody_should_send_is_taken_or_set_aside_whatever_came_before_it()
    {
        Gen<string> value = OneOf(
            "0", "-1", "1e3", "1.0", "1e999999", "-0", "9223372036854775808", "2147483647", new string('9', 400), "true", "null", "\"\"",
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"",
            "[]", "{}", "{\"a\":1,\"a\":2}", "{ \"a\" : [1, {\"a\":null,\"a\":1.0}]}", new string('[', 300), new string('[', 60)
                + new string(']', 60), "{\"a\":", "\"\uFFFF\"", "1 /*x*/", "'a'");
        Gen<string> member = OneOf("lost", "l\\u006fst", "spoilt", "compartment", "note", "\\ud83d", "", "a\\u0000b");
        Gen<string> data = Gen.Select(member, value, member, value)
            .Select(item => $"{{\"{item.Item1}\":{item.Item2}, \"{item.Item3}\":{item.Item4}}}");
        Gen<string> top = Gen.Select(OneOf("id", "boot", "\\u0062oot", "seq", "time", "clock", "drill", "open", "reasons", "doors", "data",
            "more"), value).Select(item => $"\"{item.Item1}\":{item.Item2},");
        Gen<string> topic = OneOf(LedgerBench.Topic, LedgerBench.Topic, LedgerBench.Topic, LedgerBench.Topic + "/x", "aed/v1//", "",
            "aed/v1/1501/150102/culture-tourism/NM-1\n", "aed/v1/1501/150102/culture-tourism/" + new string('9', 300));
        Gen<(string Topic, string Kind, byte[] Payload)> message = Gen.Select(
            topic,
            OneOf("event", "event", "state", "online", "about", "telemetry", "reply", "", "\uFFFD"),
            Gen.OneOf(
                Gen.Byte.Array[0, 60],
                Gen.Select(data, Gen.Int[1, 30], OneOf("outbox.overflowed", "door.opened", "aed.returned", "new.event"))
                    .Select(
                        item =>
                            Encoding.UTF8.GetBytes(LedgerBench.EventText(1, item.Item2, item.Item3,
                                item.Item3 == "outbox.overflowed" ? "maintenance" : "info", item.Item1))),
                Gen.Select(top, Gen.Int[1, 30])
                    .Select(item => Encoding.UTF8.GetBytes(LedgerBench.EventText(2, item.Item2, more: item.Item1))),
                top.Select(
                    item =>
                        Encoding.UTF8.GetBytes(
                            $"{{{item}\"id\":\"NM-1\",\"boot\":1,\"uptimeMs\":1,\"mode\":\"normal\",\"ready\":true,\"online\":true,"
                                + $"\"connection\":1,\"clock\":\"unsynced\"}}"))));
        using LedgerBench bench = Bench();
        message.Sample(
            item =>
            {
                bench.SendBytes($"{item.Topic}/{item.Kind}", item.Payload);
                if (item.Payload.Length % 97 == 0)
                {
                    bench.Restart();
                }
            },
            iter: 4000,
            threads: 1);

        Assert.IsGreaterThan(10, bench.Number("SELECT count(*) FROM events"));
        Assert.IsGreaterThan(100, bench.Number("SELECT count(*) FROM set_aside"));
        AssertThatDataIsJson(bench);
        Assert.HasCount(0, bench.Verify().WrongGapLists);
    }

    [TestMethod]
    public void What_is_set_aside_is_bounded_in_number_and_size_and_counted()
    {
        using LedgerBench bench = Bench();
        byte[] large = Encoding.UTF8.GetBytes(new string('x', LedgerLimits.SetAsideBytes + 1000));
        bench.SendBytes(LedgerBench.Topic + "/state", large);
        Assert.AreEqual($"{LedgerLimits.SetAsideBytes} {large.Length}",
            bench.Rows("SELECT length(payload), payload_bytes FROM set_aside").Single());

        ReceivedMessage[] many = [.. Enumerable.Range(0, LedgerLimits.SetAsideRows + 250).Select(_ => bench.Message("state", "nonsense"))];
        bench.Writer.Write(many, bench.NowMs);

        Assert.IsLessThan(LedgerLimits.SetAsideRows + 100, bench.Number("SELECT count(*) FROM set_aside"));
        Assert.AreEqual(many.Length + 1, bench.Number("SELECT value FROM counters WHERE name = 'set_aside'"));
    }

    [TestMethod]
    [DataRow("aed/v1/1501/150102/health")]
    [DataRow("aed/v1/15/150102/health/NM-1/state")]
    [DataRow("aed/v1/1502/150102/health/NM-1/state")]
    [DataRow("state")]
    [DataRow("aed/v1/1501/150102/health/NM-1/")]
    public void A_topic_of_another_form_is_set_aside(string topic)
    {
        using LedgerBench bench = Bench();
        bench.SendBytes(topic, Encoding.UTF8.GetBytes(bench.StateText(1, 1)));

        Assert.Contains("topic", bench.Rows("SELECT reason FROM set_aside").Single());
        Assert.AreEqual(0, bench.Number("SELECT count(*) FROM cabinets"));
    }

    [TestMethod]
    public void Times_and_days_that_do_not_exist_are_none()
    {
        Assert.IsTrue(ContractForms.TryReadTime("2028-02-29T23:59:59.999Z"u8, out long ms));
        Assert.AreEqual("2028-02-29T23:59:59.999Z", ContractForms.TimeText(ms));
        foreach (string wrong in new[] { "2027-02-29T00:00:00.000Z", "2026-01-12T24:00:00.000Z", "2026-01-12T03:05:00Z",
            "2026-13-12T03:05:00.120Z", "2026-01-12T03:05:00.120+", "" })
        {
            Assert.IsFalse(ContractForms.TryReadTime(Encoding.UTF8.GetBytes(wrong), out _), wrong);
        }
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);

    private static string TopicOf(string name, byte[] bytes)
    {
        string kind = name.Split('.')[0];
        string id = "NM-HOH-0001";
        try
        {
            id = kind is "online" or "reply" or "command" ? id : JsonNode.Parse(bytes)?["id"]?.GetValue<string>() ?? id;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            // One of the invalid ones.
        }

        return $"aed/v1/1501/150104/health/{id}/{kind}";
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Examples(string folder) =>
        Directory.GetFiles(RepositoryRoot.At("firmware", "contract", folder), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileNameWithoutExtension(file), Encoding.UTF8.GetBytes(File.ReadAllText(file).TrimEnd('\n'))));

    private static void AssertThatDataIsJson(LedgerBench bench)
    {
        foreach (string data in bench.Rows("SELECT data FROM events"))
        {
            using JsonDocument document = JsonDocument.Parse(data, new JsonDocumentOptions { MaxDepth = 1000 });
            Assert.AreEqual(JsonValueKind.Object, document.RootElement.ValueKind, data);
        }
    }
}
