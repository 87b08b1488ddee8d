using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Indicator;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.State;
using AedCabinet.Supply;
using AedCabinet.Temperature;
using CsCheck;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// What must hold whatever happens to a cabinet: random hands, faults, weather, requests and lost links over days of virtual
/// time. A failing case prints the seed that repeats it.
/// </summary>
[TestClass]
public class CabinetPropertyTests
{
    private const int StepMs = 50;

    // Sixty stories are watched; a quarter of them twice.
    private const long Once = 30;
    private const long Twice = 10;

    private static readonly (string Input, string Position)[] s_moves =
        [.. CabinetInputs.Positions.SelectMany(input => input.Value.Select(position => (input.Key, position)))];

    private static readonly Gen<(string Input, string Position)> s_move = Gen.Int[0, s_moves.Length - 1].Select(index => s_moves[index]);

    // Between two acts: mostly seconds, now and then hours. Nearly all of the time goes into the hours: one in twenty is as good.
    private static readonly Gen<int> s_pauseMs = Gen.Frequency((13, Gen.Int[20, 4000]), (6, Gen.Int[4000, 200_000]),
        (1, Gen.Int[200_000, 40_000_000]));

    private static readonly Gen<Act> s_act = Gen.Select(s_pauseMs, Gen.Int[0, 12], s_move, Gen.Int[0, 8], Gen.Bool)
        .Select((pauseMs, what, move, request, flag) => new Act(pauseMs, what, move.Input, move.Position, (CabinetRequest)request, flag));

    private static readonly Gen<Story> s_story = Gen.Select(Gen.Long, Gen.Int[0, 2], s_act.Array[1, 25])
        .Select((seed, kind, acts) => new Story(seed, (CabinetKind)kind, acts));

    [TestMethod]
    public void Whatever_happens_the_cabinet_keeps_its_promises()
    {
        long virtualMs = 0;
        s_story.Sample(story => { Interlocked.Add(ref virtualMs, new Watched(story).Play()); }, iter: Once, writeLine: Console.WriteLine,
            print: story => story.ToString());
        Console.WriteLine($"{TimeSpan.FromMilliseconds(virtualMs).TotalDays:F1} days of virtual time");
    }

    [TestMethod]
    public void The_same_story_has_the_same_outputs_and_events_twice() =>
        s_story.Sample(
            story =>
            {
                Watched first = new(story);
                first.Play();
                Watched second = new(story);
                second.Play();
                Assert.AreEqual(first.Transcript, second.Transcript);
            },
            iter: Twice,
            writeLine: Console.WriteLine,
            print: story => story.ToString());

    /// <summary>One thing that happens, and how long the cabinet is left alone before.</summary>
    private sealed record Act(int PauseMs, int What, string Input, string Position, CabinetRequest Request, bool Flag);

    private sealed record Story(long Seed, CabinetKind Kind, Act[] Acts)
    {
        public override string ToString() => $"seed {Seed}, {Kind}: {string.Join(" | ", Acts.Select(act => act.ToString()))}";
    }

    /// <summary>A cabinet that lives through a story and is watched in every scan.</summary>
    private sealed class Watched
    {
        private readonly VirtualCabinet _cabinet;
        private readonly Story _story;
        private readonly System.Text.StringBuilder _transcript = new();
        private readonly HashSet<(int Boot, int Seq)> _seen = [];
        private readonly Dictionary<EventKind, List<long>> _times = [];
        private OperatingMode _mode = OperatingMode.Normal;
        private bool _wasOpen;
        private long _rescueAtMs = long.MinValue / 2;
        private long _locateAtMs = long.MinValue / 2;
        private int _reasons = -1;
        private bool _lampRed;
        private bool _lampGreen;
        private long _openSinceMs = -1;
        private int _boot = 1;
        private bool _wasRemovalOpen;
        private bool _wasSosOpen;

        public Watched(Story story)
        {
            _story = story;
            CabinetConfiguration configuration = new() { IsCommissioned = true, Id = "PROPERTY", Kind = story.Kind };
            configuration.IndicatorProfile = ProfileSource.ReadCommissioned("philips-hs1");
            configuration.Power.BatteryFitted = true;
            configuration.Aed.PadsExpire = "2026-01-08";
            configuration.Care.LastInspection = "2026-01-04";
            configuration.Pins.Sos = configuration.Pins.Service = configuration.Pins.Tamper = 0;
            PhysicsOptions options = new() { Weather = Weather.Constant(-20), Lights = LightingProfile.BlinkingOrDark };
            _cabinet = new VirtualCabinet(configuration, options, story.Seed, StepMs);
            _cabinet.Happened += OnEvent;
            _cabinet.Scanned += OnScan;
        }

        public string Transcript => _transcript.ToString();

        /// <summary>Lives through the story.</summary>
        /// <returns>How long it was, in ms.</returns>
        public long Play()
        {
            foreach (Act act in _story.Acts)
            {
                _cabinet.Run(act.PauseMs);
                Do(act);
            }

            _cabinet.Run(70_000);
            return _cabinet.NowMs;
        }

        private void Do(Act act)
        {
            switch (act.What)
            {
                case <= 6:
                    _cabinet.Panel.Move(act.Input, act.Position);
                    break;
                case <= 9:
                    // A request without a duration has the default; a locate lasts as long as it may.
                    _cabinet.Requests.TryAdd(act.Request, act.Request == CabinetRequest.Locate ? long.MaxValue : 0);
                    _wasRemovalOpen = _wasRemovalOpen && act.Request is not (CabinetRequest.Acknowledge or CabinetRequest.Inspect);
                    _wasSosOpen = _wasSosOpen && act.Request is not (CabinetRequest.Acknowledge or CabinetRequest.Inspect);
                    _locateAtMs = act.Request == CabinetRequest.Locate ? _cabinet.NowMs : _locateAtMs;
                    break;
                case 10:
                    _cabinet.IsOnline = act.Flag;
                    break;
                case 11:
                    FlapTheDoor();
                    break;
                default:
                    _cabinet.IsClockKnown = act.Flag;
                    break;
            }
        }

        // More often than the limit of events an hour, slowly enough not to count as chattering.
        private void FlapTheDoor()
        {
            for (int i = 0; i < 15; i++)
            {
                _cabinet.Panel.Move("door", "open");
                _cabinet.Run(2000);
                _cabinet.Panel.Move("door", "closed");
                _cabinet.Run(2000);
            }
        }

        private void OnEvent(CabinetEvent item)
        {
            _transcript.Append(item.AtMs).Append(' ').Append(item.Kind).Append(' ').Append(item.Severity).Append(' ').AppendLine(item.Data);
            Assert.IsTrue(_seen.Add((item.Boot, item.Seq)), $"event {item.Boot}/{item.Seq} came twice");
            Severity cap = item.Mode == OperatingMode.Drill && item.Kind != EventKind.SosPressed ? Severity.Info
                : item.Mode == OperatingMode.Maintenance ? Severity.Maintenance : Severity.Emergency;
            Assert.IsTrue(item.Severity <= cap, $"{item.Kind} is {item.Severity} in {item.Mode}");

            if (item.Kind is EventKind.AedRemoved or EventKind.SosPressed)
            {
                _rescueAtMs = item.AtMs;
            }

            // No limit holds back an emergency that newly opens or the record of a command.
            bool isOpening = (item.Kind == EventKind.AedRemoved && !_wasRemovalOpen) || (item.Kind == EventKind.SosPressed && !_wasSosOpen);
            if (isOpening || item.Kind == EventKind.CommandDone)
            {
                return;
            }

            List<long> times = _times.TryGetValue(item.Kind, out List<long>? known) ? known : _times[item.Kind] = [];
            times.Add(item.AtMs);
            Assert.IsTrue(times.Count <= 12 || times[^1] - times[^13] >= 3_600_000, $"{item.Kind}: a 13th event within an hour");
        }

        private void OnScan()
        {
            CabinetState state = _cabinet.State;
            OutputImage outputs = _cabinet.Outputs;
            _mode = state.Mode;
            _wasRemovalOpen = state.IsRemovalOpen;
            _wasSosOpen = state.IsSosOpen;
            if (_cabinet.Boot != _boot)
            {
                // A removal that is open sounds on after a restart.
                _boot = _cabinet.Boot;
                _rescueAtMs = state.IsRemovalOpen ? _cabinet.NowMs : _rescueAtMs;
            }

            if (outputs.LampGreen)
            {
                Assert.AreEqual(0, state.Reasons, "green while a reason holds");
                AssertReallyReady(state);
            }

            bool isAnyOpen = state.IsAedDoorOpen || state.IsKitDoorOpen;
            _openSinceMs = !isAnyOpen ? -1 : _openSinceMs < 0 ? _cabinet.NowMs : _openSinceMs;
            if (outputs.HeaterOn)
            {
                AssertHeaterAllowed(state);
            }

            AssertSounderFollowsTheDoor(state, outputs);
            AssertEveryOutputHasItsCause(state, outputs);
            if (state.Mode == OperatingMode.Maintenance)
            {
                Assert.IsFalse(outputs.Sounder, "the sounder sounds in maintenance");
            }
        }

        private void AssertReallyReady(CabinetState state)
        {
            Assert.AreNotEqual(OperatingMode.Maintenance, state.Mode);
            Assert.AreNotEqual(Presence.Absent, state.Aed);
            Assert.IsFalse(state.IsTampered || state.NeedsInspection || state.IsHeaterFault || state.IsDoorLeftOpen
                || state.IsInspectionDue);
            Assert.AreEqual(ProbeHealth.Ok, state.InsideProbe);
            if (state.Kind != CabinetKind.Kit)
            {
                Assert.AreEqual(IndicatorState.Ready, state.Indicator);
            }
        }

        private void AssertHeaterAllowed(CabinetState state)
        {
            Assert.AreEqual(ProbeHealth.Ok, state.InsideProbe, "the heater is on without a probe");
            Assert.IsTrue(state.InsideDeciC < ClimateSettings.CutOffDeciC, "the heater is on above 35 °C");
            Assert.AreEqual(MainsState.Present, state.Mains, "the heater is on without mains");
            Assert.IsTrue(_openSinceMs < 0 || _cabinet.NowMs - _openSinceMs <= 60_000 + StepMs,
                "the heater is on with a door open for more than a minute");
        }

        private void AssertEveryOutputHasItsCause(CabinetState state, OutputImage outputs)
        {
            bool isRescue = _cabinet.NowMs - _rescueAtMs <= 60_000 + StepMs;
            bool isLocate = _cabinet.NowMs - _locateAtMs <= 15 * 60_000 + StepMs;
            Assert.IsTrue(!outputs.Sounder || isRescue || isLocate || state.Reasons != 0, "the sounder sounds without a cause");

            if (state.Reasons == _reasons)
            {
                Assert.AreEqual(_lampRed, outputs.LampRed, "the red lamp changed and no reason did");
                Assert.AreEqual(_lampGreen, outputs.LampGreen, "the green lamp changed and no reason did");
            }

            _reasons = state.Reasons;
            _lampRed = outputs.LampRed;
            _lampGreen = outputs.LampGreen;
        }

        private void AssertSounderFollowsTheDoor(CabinetState state, OutputImage outputs)
        {
            bool isOpen = state.IsAedDoorOpen;
            if (isOpen && !_wasOpen)
            {
                _rescueAtMs = _cabinet.NowMs;
            }

            if (isOpen && !_wasOpen && _mode != OperatingMode.Maintenance)
            {
                Assert.IsTrue(outputs.Sounder, "the door was judged open and the sounder is not on in the same scan");
            }

            _wasOpen = isOpen;
        }
    }
}
