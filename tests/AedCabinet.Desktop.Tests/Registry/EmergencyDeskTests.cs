using System.Text.Json.Nodes;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// The centre's work on open emergencies (SPEC §18): stages, each with who and when, a closing that can be taken back, and one that never
/// acts for another.
/// </summary>
[TestClass]
public sealed class EmergencyDeskTests : IDisposable
{
    private static readonly EmergencyKey s_removal = new("NM-1", "aed.removed");
    private static readonly EmergencyKey s_sos = new("NM-1", "sos.pressed");
    private static readonly EmergencyKey s_elsewhere = new("NM-2", "aed.removed");

    private readonly ManualTime _time = new();
    private readonly WallTime _wall;
    private readonly Broker _broker = new();
    private readonly CommandDesk _commands;
    private readonly Book _book = new();
    private readonly Dictionary<string, CabinetRecord> _cabinets = [];
    private readonly EmergencyDesk _desk;

    public EmergencyDeskTests()
    {
        _wall = new WallTime(_time);
        CommandKeys keys = new();
        keys.Add("NM-1", "aed/v1/1501/150102/health/NM-1", new string('a', 64));
        _commands = new CommandDesk(keys, _broker, _time, _wall);
        Open("NM-1", "aed.removed", "sos.pressed");
        Open("NM-2", "aed.removed");
        _desk = Start();
    }

    public void Dispose()
    {
        _desk.Dispose();
        _commands.Dispose();
    }

    [TestMethod]
    public void A_stage_is_noted_with_who_and_when_and_only_for_the_emergency_it_was_meant_for()
    {
        _desk.Bring(s_removal, EmergencyStage.Seen, " 王敏 ");
        _time.Advance(TimeSpan.FromMinutes(1));
        _desk.Bring(s_removal, EmergencyStage.OnTheWay, "李强");

        Assert.AreEqual(new EmergencyStep(EmergencyStage.Seen, "王敏", _wall.Now - TimeSpan.FromMinutes(1)),
            _desk.Of(s_removal).StepOf(EmergencyStage.Seen));
        Assert.AreEqual(new EmergencyStep(EmergencyStage.OnTheWay, "李强", _wall.Now), _desk.Of(s_removal).StepOf(EmergencyStage.OnTheWay));
        Assert.AreEqual(EmergencyStage.New, _desk.Of(s_sos).Stage);
        Assert.AreEqual(EmergencyStage.New, _desk.Of(s_elsewhere).Stage);
    }

    [TestMethod]
    public void Who_saw_it_first_stays_and_nothing_goes_back()
    {
        Assert.IsNull(_desk.Bring(s_removal, EmergencyStage.OnTheWay, "A"));
        Assert.AreEqual("A", _desk.Bring(s_removal, EmergencyStage.OnTheWay, "B")!.Who, "B is told");
        _desk.Bring(s_removal, EmergencyStage.Seen, "B");

        Assert.AreEqual("A", _desk.Of(s_removal).Steps.Single().Who);
    }

    [TestMethod]
    public void Nothing_is_done_by_nobody_without_a_reason_or_to_what_is_not_open()
    {
        Assert.ThrowsExactly<ArgumentException>(() => _desk.Bring(s_removal, EmergencyStage.Seen, "  "));
        Assert.ThrowsExactly<ArgumentException>(
            () => _desk.Bring(s_removal, EmergencyStage.Seen, new string('x', EmergencyDesk.MaxWhoLength + 1)));
        Assert.ThrowsExactly<ArgumentException>(() => _desk.Bring(s_removal, EmergencyStage.Closed, "A"));
        Assert.ThrowsExactly<ArgumentException>(() => _desk.Bring(s_removal, EmergencyStage.Closed, "A", "because"));
        Assert.ThrowsExactly<ArgumentException>(() => _desk.Bring(s_removal, EmergencyStage.Closed, "A", "other", " "));
        Assert.ThrowsExactly<ArgumentException>(() => _desk.Bring(s_removal, EmergencyStage.Closed, "A", "other", new string('x', 201)));
        Assert.ThrowsExactly<ArgumentException>(() => _desk.Bring(s_removal, EmergencyStage.Closed, "A", "stolen", "by a bear"));
        _desk.Bring(new EmergencyKey("NM-1", "kit.opened"), EmergencyStage.Seen, "A");
        _desk.Bring(new EmergencyKey("NM-9", "aed.removed"), EmergencyStage.Seen, "A");

        Assert.IsEmpty(_book.Steps);
    }

    [TestMethod]
    public void A_closing_can_be_taken_back_for_ten_seconds_and_the_cabinet_hears_of_it_only_then()
    {
        Open("NM-1", "aed.removed");
        _desk.Bring(s_removal, EmergencyStage.Seen, "A");
        _desk.Bring(s_removal, EmergencyStage.Closed, "A", "by-mistake");
        Pass(9);
        Assert.IsEmpty(_broker.Sent);
        Assert.IsTrue(_desk.TakeBack(s_removal, "B"));
        Assert.AreEqual(EmergencyStage.Seen, _desk.Of(s_removal).Stage);
        Pass(20);
        Assert.IsEmpty(_broker.Sent);

        _desk.Bring(s_removal, EmergencyStage.Closed, "B", "real-use");
        Pass(11);

        Assert.IsFalse(_desk.TakeBack(s_removal, "A"), "it is too late");
        JsonNode sent = JsonNode.Parse(_broker.Sent.Single())!;
        Assert.AreEqual("acknowledge", sent["name"]!.GetValue<string>());
        Assert.AreEqual("""{"who":"B"}""", sent["args"]!.GetValue<string>());
        CollectionAssert.AreEqual(
            new[] { "Seen A ", "Closed A by-mistake", "New B ", "Closed B real-use" },
            _desk.Of(s_removal).Steps.Select(step => $"{step.Stage} {step.Who} {step.Reason}").ToArray());
        Assert.AreEqual("real-use", _desk.Of(s_removal).Closing!.Reason);
    }

    [TestMethod]
    public void Closing_one_emergency_does_not_end_another_of_the_same_cabinet()
    {
        _desk.Bring(s_removal, EmergencyStage.Closed, "A", "stolen");
        Pass(30);
        Assert.IsEmpty(_broker.Sent, "acknowledge would end the SOS too");

        _desk.Bring(s_sos, EmergencyStage.Closed, "A", "by-mistake");
        Pass(12);
        Assert.HasCount(1, _broker.Sent);
    }

    [TestMethod]
    public void Two_boards_are_not_acknowledged_away_the_cabinet_is_told_that_somebody_has_looked()
    {
        EmergencyKey boards = new("NM-1", BoardConflict.Emergency);
        Open("NM-1", "aed.removed", BoardConflict.Emergency);
        _desk.Bring(s_removal, EmergencyStage.Closed, "A", "by-mistake");
        Pass(12);
        Assert.IsEmpty(_broker.Sent, "either command ends both");

        _desk.Bring(boards, EmergencyStage.Closed, "B", "device-fault");
        Pass(12);
        Assert.AreEqual("inspect", JsonNode.Parse(_broker.Sent.Single())!["name"]!.GetValue<string>());
        Assert.AreEqual("inspect", _desk.Told(boards)!.Name);
        Assert.AreEqual("inspect", _desk.Told(s_removal)!.Name);
    }

    [TestMethod]
    public void What_the_cabinet_reports_no_more_is_over_and_opens_as_a_new_one()
    {
        _desk.Bring(s_elsewhere, EmergencyStage.Seen, "A");
        Open("NM-2");
        Pass(2);

        Assert.AreEqual(s_elsewhere, _desk.Over.Single().Key);
        Open("NM-2", "aed.removed");
        Assert.AreEqual(EmergencyStage.New, _desk.Of(s_elsewhere).Stage);
    }

    [TestMethod]
    public void A_cabinet_that_did_not_answer_is_told_again_once_it_has_spoken()
    {
        Open("NM-1", "aed.removed");
        _desk.Bring(s_removal, EmergencyStage.Closed, "A", "real-use");
        Pass(180);
        Assert.HasCount(1, _broker.Sent);
        Assert.AreEqual(CommandStage.NoReply, _desk.Told(s_removal)!.Stage);

        Open("NM-1", "aed.removed");
        Pass(2);
        Assert.HasCount(2, _broker.Sent);
    }

    [TestMethod]
    public void What_is_not_written_down_has_not_happened()
    {
        _book.Refuses = true;

        Assert.ThrowsExactly<EmergencyNotKeptException>(() => _desk.Bring(s_removal, EmergencyStage.Seen, "A"));
        Assert.AreEqual(EmergencyStage.New, _desk.Of(s_removal).Stage);
    }

    private EmergencyDesk Start()
    {
        EmergencyDesk desk = new(_cabinets.GetValueOrDefault, _commands, _book, _time, _wall);
        desk.Start();
        return desk;
    }

    private void Open(string cabinet, params string[] events)
    {
        Assert.IsTrue(CabinetTopic.TryParse($"aed/v1/1501/150102/health/{cabinet}/state", out CabinetTopic? topic));
        _cabinets[cabinet] = new CabinetRecord
        {
            Topic = topic!,
            Status = CabinetStatus.Ready,
            LastSeen = _wall.Now,
            Open = [.. events.Select(name => new OpenEmergency(cabinet, name, _wall.Now, true))]
        };
    }

    private void Pass(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // A command's end is noted by a task that waits for its time.
        Waiting.Until(
            () =>
                _commands.Commands.All(
                    command => command.Stage == CommandStage.NoReply || _wall.Now - command.SentAt < CommandDesk.Patience),
                    "the end of every command");
    }

    private sealed class Book : IEmergencyBook
    {
        public List<(EmergencyKey Key, EmergencyStep Step)> Steps { get; } = [];

        public bool Refuses { get; set; }

        public IReadOnlyList<EmergencyCase> Open() => [];

        public IReadOnlyList<EmergencyCase> Over(int count) => [];

        public bool Add(EmergencyKey key, EmergencyStep step, int before)
        {
            if (Refuses)
            {
                throw new EmergencyNotKeptException("the disk is full");
            }

            Steps.Add((key, step));
            return true;
        }

        public HandledPage Handled(EmergencyFilter filter, int skip, int count) => new([], false);
    }

    private sealed class Broker : ICommandPublisher
    {
        public List<string> Sent { get; } = [];

        public Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            Sent.Add(text);
            return Task.CompletedTask;
        }
    }
}
