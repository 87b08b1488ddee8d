using AedCabinet.Cell.Chaos;
using AedCabinet.Cell.Trial;

namespace AedCabinet.Cell.Tests;

/// <summary>The handbook's rule for a machine that came back: its store is emptied only when it alone is behind.</summary>
[TestClass]
public class NodeJoinTests
{
    private const string Stream = "JetStream stream 'P1501 > $MQTT_msgs' is not current";

    private readonly PassedTime _time = new();
    private readonly Dictionary<string, string?> _behind = new() { ["n1"] = null, ["n2"] = null, ["n3"] = null };
    private readonly List<TimeSpan> _emptied = [];

    [TestMethod]
    public async Task One_that_catches_up_by_itself_keeps_its_store()
    {
        _behind["n1"] = Stream;
        IReadOnlyList<string> emptied = await JoinAsync(() => _behind["n1"] = Passed > TimeSpan.FromSeconds(59) ? null : Stream);
        Assert.IsEmpty(emptied);
        Assert.IsEmpty(_emptied);
    }

    [TestMethod]
    public async Task One_that_stays_behind_alone_for_a_minute_begins_with_an_empty_store_and_it_is_said_what_was_behind()
    {
        _behind["n1"] = Stream;
        IReadOnlyList<string> emptied = await JoinAsync(() => _behind["n1"] = _emptied.Count > 0 ? null : Stream);
        Assert.AreEqual(Stream, emptied.Single());
        Assert.AreEqual(NodeJoin.Patience, _emptied.Single());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task While_another_is_behind_nothing_is_emptied_and_at_last_that_one_is_named(bool isReturnedBehindToo)
    {
        _behind["n1"] = isReturnedBehindToo ? Stream : null;
        _behind["n3"] = "JetStream consumer 'P1507 > $MQTT_msgs > worker' is not current";
        TimeoutException failed = await Assert.ThrowsExactlyAsync<TimeoutException>(() => JoinAsync(() => { }));
        Assert.Contains("n3: JetStream consumer 'P1507 > $MQTT_msgs > worker' is not current", failed.Message);
        Assert.IsEmpty(_emptied);
    }

    [TestMethod]
    public async Task Another_that_catches_up_late_is_waited_for()
    {
        _behind["n2"] = Stream;
        await JoinAsync(() => _behind["n2"] = Passed > TimeSpan.FromMinutes(3) ? null : Stream);
        Assert.IsEmpty(_emptied);
    }

    [TestMethod]
    public void An_answer_names_what_is_behind()
    {
        Assert.IsNull(NodeHealth.Read("n1", true, """{"status":"ok"}""").Behind);
        Assert.AreEqual(Stream, NodeHealth.Read("n1", false, $$"""{"status":"unavailable","error":"{{Stream}}"}""").Behind);
        Assert.AreEqual("no JSON", NodeHealth.Read("n1", false, "no JSON").Behind);
    }

    private TimeSpan Passed => _time.Passed;

    private Task<IReadOnlyList<string>> JoinAsync(Action happens) => new NodeJoin("n1",
        () =>
        {
            happens();
            return Task.FromResult<IReadOnlyList<NodeHealth>>([.. _behind.Select(pair => new NodeHealth(pair.Key, pair.Value))]);
        },
        () =>
        {
            _emptied.Add(Passed);
            return Task.CompletedTask;
        },
        time =>
        {
            _time.Passed += time;
            return Task.CompletedTask;
        },
        _time).RunAsync();

    private sealed class PassedTime : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
