using System.Text.Json.Nodes;
using AedCabinet.Commands;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Exchange;
using AedCabinet.State;

namespace AedCabinet.Desktop.Tests;

/// <summary>Each command does what its name says, down to the cabinet's scan.</summary>
[TestClass]
public class CommandEffectTests
{
    private readonly CommandBench _bench = new();
    private Cabinet? _cabinet;
    private long _counter;

    [TestMethod]
    public void Locate_sounds_and_silence_ends_it()
    {
        Run(500);
        Assert.IsFalse(HasSounded(3000));
        Assert.AreEqual("done", Send("locate", """{"seconds":60}"""));
        Assert.IsTrue(HasSounded(10_000));
        Assert.AreEqual("done", Send("silence", """{"minutes":5}"""));
        Run(500);
        Assert.IsFalse(HasSounded(10_000));
    }

    [TestMethod]
    [DataRow("drill", OperatingMode.Drill)]
    [DataRow("maintenance", OperatingMode.Maintenance)]
    public void A_drill_and_maintenance_begin_and_end(string name, OperatingMode mode)
    {
        Run(500);
        Assert.AreEqual("failed", Send(name, """{"end":true}"""), "nothing to end");
        Assert.AreEqual("done", Send(name, """{"minutes":30,"who":"甲"}"""));
        Run(100);
        Assert.AreEqual(mode, State().Mode);
        Assert.AreEqual("done", Send(name, """{"end":true}"""));
        Run(100);
        Assert.AreEqual(OperatingMode.Normal, State().Mode);
    }

    [TestMethod]
    public void Acknowledge_ends_an_open_removal_and_inspect_the_need_of_an_inspection()
    {
        Run(2000);
        _bench.Inputs.AedDoorContactOpen = true;
        _bench.Inputs.AedPresenceContactClosed = false;
        Run(5000);
        Assert.IsTrue(State().IsRemovalOpen);
        Assert.AreEqual("done", Send("acknowledge", """{"who":"120"}"""));
        Run(100);
        Assert.IsFalse(State().IsRemovalOpen);

        _bench.Inputs.AedPresenceContactClosed = true;
        _bench.Inputs.AedDoorContactOpen = false;
        Run(5000);
        Assert.IsTrue(State().NeedsInspection);
        Assert.AreEqual("done", Send("inspect"));
        Run(100);
        Assert.IsFalse(State().NeedsInspection);
    }

    [TestMethod]
    public void Acknowledge_may_name_one_emergency()
    {
        Run(2000);
        _bench.Inputs.AedDoorContactOpen = true;
        _bench.Inputs.AedPresenceContactClosed = false;
        Run(5000);
        Assert.IsTrue(State().IsRemovalOpen);
        Assert.AreEqual("bad-arguments", Send("acknowledge", """{"event":"door.opened"}"""));
        JsonNode reply = JsonNode.Parse(_bench.Ask(CommandBench.Sign("acknowledge", """{"event":"sos.pressed"}""", ++_counter)))!;
        Assert.AreEqual("that emergency is not open", reply["data"]!["reason"]!.GetValue<string>());
        Run(100);
        Assert.IsTrue(State().IsRemovalOpen, "it is another's");
        Assert.AreEqual("done", Send("acknowledge", """{"event":"aed.removed"}"""));
        Run(100);
        Assert.IsFalse(State().IsRemovalOpen);
    }

    [TestMethod]
    public void Resend_is_accepted_one_at_a_time_and_says_how_many_it_gave()
    {
        Assert.AreEqual("bad-arguments", Send("resend", """{"boot":41,"from":7}"""));
        Assert.AreEqual("bad-arguments", Send("resend", """{"boot":41,"from":7,"to":6}"""));
        Assert.AreEqual("bad-arguments", Send("resend", """{"boot":0,"from":7,"to":9}"""));
        Assert.AreEqual("accepted", Send("resend", """{"boot":41,"from":7,"to":9}"""));
        Assert.AreEqual((41, 7, 9), _bench.Again);
        Assert.AreEqual("failed", Send("resend", """{"boot":41,"from":1,"to":1}"""), "one is under way");
        _bench.Given = 3;
        _bench.Gate.Step(true, _bench.NowMs);
        JsonNode outcome = JsonNode.Parse(_bench.TakeReply())!;
        Assert.AreEqual(("c-4", "done", 3), (outcome["id"]!.GetValue<string>(), outcome["code"]!.GetValue<string>(),
            outcome["data"]!["given"]!.GetValue<int>()));

        _bench.Given = null;
        Assert.AreEqual("accepted", Send("resend", """{"boot":41,"from":1,"to":1}"""));
        _bench.Given = -1;
        _bench.Gate.Step(true, _bench.NowMs);
        Assert.Contains("flash", JsonNode.Parse(_bench.TakeReply())!["data"]!["reason"]!.GetValue<string>());
    }

    [TestMethod]
    public void A_self_test_is_accepted_once_and_its_outcome_follows()
    {
        Run(500);
        Assert.AreEqual("accepted", Send("self-test"));
        Assert.AreEqual("failed", Send("self-test"), "one is under way");
        Run(13000);
        _bench.Gate.Step(true, _bench.NowMs);
        JsonNode outcome = JsonNode.Parse(_bench.TakeReply())!;
        Assert.AreEqual("c-1", outcome["id"]!.GetValue<string>());

        // No probe has been read on this bench, so it can't pass.
        Assert.AreEqual("failed", outcome["code"]!.GetValue<string>());
        Assert.StartsWith("failed: ", outcome["data"]!["reason"]!.GetValue<string>());
        string[] lines = [.. outcome["data"]!["lines"]!.AsArray().Select(line => line!.GetValue<string>())];
        Assert.HasCount(SelfTestReport.MaxLines, lines);
        Assert.Contains("probe: nothing read yet, FAILED", lines);
        Assert.AreEqual("self-test: FAILED, " + outcome["data"]!["reason"]!.GetValue<string>()["failed: ".Length..], lines[^1]);
        Assert.AreEqual("accepted", Send("self-test"), "and then again");
        _bench.TakeRequests();
        _bench.Exchange.Outcomes.Add(CabinetRequest.SelfTest, null);
        _bench.Gate.Step(true, _bench.NowMs);
        Assert.AreEqual("done", JsonNode.Parse(_bench.TakeReply())!["code"]!.GetValue<string>());
    }

    [TestMethod]
    public void Learning_the_indicator_is_accepted_and_its_outcome_follows()
    {
        Assert.AreEqual("accepted", Send("learn-indicator"));
        Assert.AreEqual(CabinetRequest.LearnIndicator, _bench.TakeRequests().Single().Request);
        _bench.Exchange.Outcomes.Add(CabinetRequest.LearnIndicator, "no light was seen");
        _bench.Gate.Step(true, _bench.NowMs);
        JsonNode outcome = JsonNode.Parse(_bench.TakeReply())!;
        Assert.AreEqual("learn-indicator", outcome["name"]!.GetValue<string>());
        Assert.AreEqual("no light was seen", outcome["data"]!["reason"]!.GetValue<string>());
    }

    [TestMethod]
    public void A_long_press_of_the_service_button_answers_no_command()
    {
        _bench.Exchange.Outcomes.Add(CabinetRequest.SelfTest, null);
        _bench.Gate.Step(true, _bench.NowMs);
        Assert.AreEqual(0, _bench.Replies.Count);
    }

    [TestMethod]
    public void Report_reports_and_restart_restarts_after_its_reply()
    {
        Assert.AreEqual("done", Send("report"));
        Assert.AreEqual(1, _bench.Reports);
        Assert.AreEqual("done", Send("restart"));
        _bench.Gate.Step(true, _bench.NowMs + CommandExecutor.RestartDelayMs - 1);
        Assert.IsFalse(_bench.Exchange.Restarts.IsAsked);
        _bench.Gate.Step(true, _bench.NowMs + CommandExecutor.RestartDelayMs);
        Assert.AreEqual("command c-2", _bench.Exchange.Restarts.Reason);
    }

    [TestMethod]
    public void Unlock_needs_a_lock_and_who_asks()
    {
        Assert.AreEqual("failed", Send("unlock", """{"who":"120"}"""));
        _bench.Configuration.Lock.Fitted = true;
        _bench.Configuration.Lock.PulseSeconds = 7;
        Assert.AreEqual("bad-arguments", Send("unlock"));
        Assert.AreEqual("done", Send("unlock", """{"who":"120"}"""));
        Assert.AreEqual((CabinetRequest.Unlock, 7000L), _bench.TakeRequests().Single());
        Assert.Contains("\"who\":\"120\"", _bench.TakeNotices().Last().Data);
    }

    private string Send(string name, string args = "{}")
    {
        _counter++;
        return _bench.Code(CommandBench.Sign(name, args, _counter, id: $"c-{_counter}"));
    }

    private void Run(int durationMs) => HasSounded(durationMs);

    private bool HasSounded(int durationMs)
    {
        _cabinet ??= new Cabinet(_bench.Configuration, 41, _bench.Exchange);
        bool hasSounded = false;
        for (int ms = 0; ms < durationMs; ms += Cabinet.ScanPeriodMs)
        {
            _bench.NowMs += Cabinet.ScanPeriodMs;
            _cabinet.Step(_bench.Inputs, _bench.NowMs, _bench.Outputs);
            hasSounded |= _bench.Outputs.Sounder;
        }

        return hasSounded;
    }

    private CabinetState State()
    {
        CabinetState state = new();
        _bench.Exchange.States.Read(state);
        return state;
    }
}
