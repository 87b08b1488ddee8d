using System.Collections.Concurrent;
using System.Text;
using AedCabinet.Testing;

namespace AedCabinet.Contract.Tests;

[TestClass]
public sealed class ContractValidatorTests
{
    private static ContractValidator? s_validator;

    [ClassInitialize]
    public static void Start(TestContext context)
    {
        if (ContractValidator.IsAvailable)
        {
            s_validator = new ContractValidator();
        }
    }

    [ClassCleanup]
    public static void Stop() => s_validator?.Dispose();

    [TestInitialize]
    public void Require() => Assert.IsNull(ContractValidator.WhyNot);

    public static IEnumerable<object[]> GoldenNames => Examples.Golden.Select(name => new object[] { name });

    public static IEnumerable<object[]> InvalidNames => Examples.Invalid.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(GoldenNames))]
    public void Every_golden_example_passes_on_its_topic(string name) => s_validator!.Check(Examples.TopicOf(name), Examples.Read(name));

    [TestMethod]
    [DynamicData(nameof(InvalidNames))]
    public void Every_invalid_example_is_refused(string name)
    {
        string topic = Examples.Topic("NM-HOH-0001", Path.GetFileName(name).Split('.')[0]);

        ContractViolationException violation = Refused(topic, Examples.Read(name));

        Assert.StartsWith("#", violation.Reasons);
    }

    [TestMethod]
    public void A_refusal_shows_topic_payload_and_the_pointer_to_what_is_wrong()
    {
        const string payload =
            """{"id":"NM-HOH-0001","event":"aed.removed","severity":"info","boot":41,"seq":8,"clock":"unsynced","uptimeMs":5,"data":{"注":"昭君"}}""";
        string topic = Examples.Topic("NM-HOH-0001", "event");

        ContractViolationException violation = Refused(topic, Encoding.UTF8.GetBytes(payload));

        Assert.AreEqual(topic, violation.Topic);
        Assert.AreEqual("#/severity must be \"emergency\"", violation.Reasons);
        Assert.Contains(topic, violation.Message);
        Assert.Contains(payload, violation.Message);
        Assert.Contains(violation.Reasons, violation.Message);
    }

    [TestMethod]
    public void Every_fault_of_a_message_is_named()
    {
        ContractViolationException violation = Refused(Examples.Topic("X", "online"), """{"online":1,"boot":0}"""u8.ToArray());

        Assert.AreEqual("# must have \"connection\"; #/online must be boolean; #/boot must be >= 1", violation.Reasons);
    }

    [TestMethod]
    public void A_message_of_another_cabinet_is_refused()
    {
        byte[] payload = Examples.Read("event.aed-removed.json");

        Assert.AreEqual("#/id must be the topic's cabinet \"NM-HOH-0002\"",
            Refused(Examples.Topic("NM-HOH-0002", "event"), payload).Reasons);
    }

    [TestMethod]
    [DataRow("aed/v1/1501/150204/transport/X/online", "topic: county 150204 does not begin with prefecture 1501")]
    [DataRow("aed/v1/1501/150104/tourism/X/online", "topic: \"tourism\" is no sector")]
    [DataRow("aed/v1/1501/150104/transport/昭君/online", "topic: \"昭君\" is no cabinetId")]
    [DataRow("aed/v1/1501/150104/transport/X\t/online", "topic: has a control character")]
    [DataRow("", "topic must be aed/v1/{prefecture}/{county}/{sector}/{cabinet}/{message}")]
    public void A_topic_that_breaks_the_contract_is_refused(string topic, string reason) =>
        Assert.AreEqual(reason, Refused(topic, Examples.Read("online.birth.json")).Reasons);

    [TestMethod]
    public void An_empty_payload_and_one_that_is_not_UTF_8_are_refused()
    {
        Assert.StartsWith("# is not JSON", Refused(Examples.Topic("X", "online"), []).Reasons);
        Assert.AreEqual("# is not UTF-8", Refused(Examples.Topic("X", "online"), [0x7B, 0xFF, 0x7D]).Reasons);
    }

    [TestMethod]
    public void Many_threads_get_each_their_own_answer()
    {
        ConcurrentBag<string> wrong = [];

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            string reasons = i % 2 == 0
                ? ReasonsFor(Examples.Topic("X", "online"), $$"""{"online":true,"boot":{{i + 1}},"connection":1}""")
                : ReasonsFor(Examples.Topic($"X{i}", "about"), """{"id":"Y","boot":1,"kind":"aed","firmware":{"version":"0.1.0"}}""");
            if (reasons != (i % 2 == 0 ? string.Empty : $"#/id must be the topic's cabinet \"X{i}\""))
            {
                wrong.Add($"{i}: {reasons}");
            }
        });

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    [TestMethod]
    public void A_disposed_validator_says_so()
    {
        ContractValidator validator = new();
        validator.Dispose();
        validator.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(
            () => validator.Check(Examples.Topic("X", "online"), Examples.Read("online.birth.json")));
    }

    [TestMethod]
    public void A_validator_that_died_is_no_violation_and_its_last_words_are_shown()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-contract-");
        try
        {
            folder.CreateSubdirectory("node_modules").CreateSubdirectory("ajv");
            File.WriteAllText(Path.Combine(folder.FullName, "validate.mjs"), "console.error('out of memory'); process.exit(3);");
            ContractTools tools = ContractTools.Find(Environment.GetEnvironmentVariable("PATH")!, folder.FullName, out _)!;
            using ContractValidator validator = new(tools);

            InvalidOperationException failure = Assert.ThrowsExactly<InvalidOperationException>(
                () => validator.Check(Examples.Topic("X", "online"), Examples.Read("online.birth.json")));

            Assert.Contains("out of memory", failure.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ContractViolationException Refused(string topic, byte[] payload) =>
        Assert.ThrowsExactly<ContractViolationException>(() => s_validator!.Check(topic, payload));

    private static string ReasonsFor(string topic, string payload)
    {
        try
        {
            s_validator!.Check(topic, Encoding.UTF8.GetBytes(payload));
            return string.Empty;
        }
        catch (ContractViolationException violation)
        {
            return violation.Reasons;
        }
    }
}
