using System.Reflection;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Inputs;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;
using AedCabinet.Timing;
using CsCheck;

namespace AedCabinet.Desktop.Tests;

/// <summary>Scans that are left out where <see cref="Cabinet.NextDeadlineMs"/> allows it change nothing that anybody can see.</summary>
[TestClass]
public class IdleScanTests
{
    private const long Stories = 15;

    // Stories that once told a deadline apart from what it should have been.
    private static readonly int[] s_hardStories = [135, -322, 9405, 818652124];

    private static readonly FieldInfo[] s_stateFields = typeof(CabinetState).GetFields(BindingFlags.Public | BindingFlags.Instance);
    private static readonly FieldInfo[] s_outputFields = typeof(OutputImage).GetFields(BindingFlags.Public | BindingFlags.Instance);

    [TestMethod]
    public void Scans_left_out_change_no_output_no_event_and_no_state()
    {
        long scans = 0;
        long needed = 0;
        long lines = 0;
        Gen.Int.Sample(
            seed =>
            {
                Run dense = new(seed, Scans.All);
                Run sparse = new(seed, Scans.Needed);
                IReadOnlyList<string> expected = dense.Play();
                Compare(seed, expected, sparse.Play());
                Compare(seed, expected, new Run(seed, Scans.AsOnTheDevice).Play());
                Interlocked.Add(ref scans, dense.Count);
                Interlocked.Add(ref needed, sparse.Count);
                Interlocked.Add(ref lines, dense.Lines.Count);
            },
            iter: Stories,
            writeLine: Console.WriteLine,
            print: seed => $"story {seed}");
        Console.WriteLine(
            $"idle scans: {Stories} stories, {scans} scans, {needed} needed, {lines} changes of outputs, events and states compared");
        Assert.IsTrue(lines > 1000 && needed * 4 < scans, $"{lines} lines, {needed} of {scans} scans: this test would prove little");
    }

    [TestMethod]
    public void What_once_went_wrong_goes_well()
    {
        foreach (int seed in s_hardStories)
        {
            IReadOnlyList<string> expected = new Run(seed, Scans.All).Play();
            Compare(seed, expected, new Run(seed, Scans.Needed).Play());
            Compare(seed, expected, new Run(seed, Scans.AsOnTheDevice).Play());
        }
    }

    private static void Compare(int seed, IReadOnlyList<string> dense, IReadOnlyList<string> sparse)
    {
        for (int i = 0; i < Math.Max(dense.Count, sparse.Count); i++)
        {
            string expected = i < dense.Count ? dense[i] : "(nothing more)";
            string actual = i < sparse.Count ? sparse[i] : "(nothing more)";
            Assert.AreEqual(expected, actual, $"story {seed}, line {i}; before it: {(i > 0 ? dense[i - 1] : "nothing")}");
        }
    }

    private static string Text(FieldInfo[] fields, object image) =>
        string.Join(' ', fields.Select(field => $"{field.Name}={field.GetValue(image)}"));

    private static int BitsOf(OutputImage outputs) =>
        (outputs.Sounder ? 1 : 0) | (outputs.SounderInhibit ? 2 : 0) | (outputs.Beacon ? 4 : 0) | (outputs.LampGreen ? 8 : 0)
            | (outputs.LampAmber ? 16 : 0)
        | (outputs.LampRed ? 32 : 0) | (outputs.HeaterOn ? 64 : 0) | (outputs.FanOn ? 128 : 0) | (outputs.LockRelease ? 256 : 0);

    private enum Scans
    {
        /// <summary>Every 20 ms, everything judged anew in each.</summary>
        All,

        /// <summary>Every 20 ms, left to the cabinet what it judges anew.</summary>
        AsOnTheDevice,

        /// <summary>Only those that change something, the others left out.</summary>
        Needed,
    }

    private sealed class Run : IEventSink
    {
        private readonly InputStory _story;
        private readonly Scans _scans;
        private readonly ScanExchange _exchange;
        private readonly Cabinet _cabinet;
        private readonly IdleScans _idle;
        private readonly InputImage _inputs = new();
        private readonly OutputImage _outputs = new();
        private readonly CabinetState _state = new();
        private readonly PersistentState _memory = new();
        private long _nowMs;
        private int _change;
        private int _green;
        private int _red;
        private int _outputBits = -1;

        public Run(int seed, Scans scans)
        {
            _story = new InputStory(seed);
            _scans = scans;
            _exchange = new ScanExchange(this, new NoticeQueue());
            _cabinet = new Cabinet(_story.Configure(), 1, _exchange);
            _idle = new IdleScans(_cabinet);
        }

        public List<string> Lines { get; } = [];

        public long Count { get; private set; }

        public void Add(CabinetEvent item) => Lines.Add(
            $"{_nowMs} event {item.Kind} {item.Severity} {item.Seq} at {item.AtMs} {item.Data}");

        public IReadOnlyList<string> Play()
        {
            while (_nowMs < _story.LengthMs)
            {
                Scan();
                long nextMs = _scans == Scans.Needed ? _idle.NextMs(NextChangeMs()) : _nowMs + Cabinet.ScanPeriodMs;
                _inputs.UnixMs += _inputs.UnixMs < 0 ? 0 : nextMs - _nowMs;
                _nowMs = nextMs;
            }

            return Lines;
        }

        private long NextChangeMs()
        {
            long changeMs = _change < _story.Changes.Count ? _story.Changes[_change].AtMs : Deadline.Never;
            long greenMs = IdleScans.ScanForEdges(_story.Green.At, _green, _cabinet.GreenFlashPatienceMs, _cabinet.IsRegularGreenFlash);
            long redMs = IdleScans.ScanForEdges(_story.Red.At, _red, _cabinet.RedFlashPatienceMs, _cabinet.IsRegularRedFlash);
            return Math.Min(changeMs, Math.Min(greenMs, redMs));
        }

        private void Scan()
        {
            Count++;
            _inputs.InsideReading = _inputs.OutsideReading = ProbeReading.None;
            for (; _change < _story.Changes.Count && _story.Changes[_change].AtMs <= _nowMs; _change++)
            {
                _story.Changes[_change].Inputs?.Invoke(_inputs);
                _story.Changes[_change].Exchange?.Invoke(_exchange);
            }

            _inputs.GreenLit = TakeEdges(_story.Green, ref _green, _inputs.GreenEdges);
            _inputs.RedLit = TakeEdges(_story.Red, ref _red, _inputs.RedEdges);
            bool isNew = _scans == Scans.Needed ? _idle.Step(_inputs, _nowMs, _outputs)
                : _scans == Scans.All ? _cabinet.Judge(_inputs, _nowMs, _outputs)
                : _cabinet.Step(_inputs, _nowMs, _outputs);
            Note(isNew);
        }

        private bool TakeEdges(InputStory.Train train, ref int index, LightEdges edges)
        {
            edges.Clear();
            for (; train.At(index) <= _nowMs; index++)
            {
                edges.Add(index % 2 == 0, train.At(index));
            }

            return index % 2 == 1;
        }

        private void Note(bool isNew)
        {
            int bits = BitsOf(_outputs);
            if (bits != _outputBits)
            {
                _outputBits = bits;
                Lines.Add($"{_nowMs} outputs {Text(s_outputFields, _outputs)}");
            }

            if (isNew)
            {
                _exchange.States.Read(_state);
                Lines.Add($"{_nowMs} state {Text(s_stateFields, _state)}");
            }

            if (_exchange.Memories.TryTake(_memory))
            {
                Lines.Add($"{_nowMs} memory {Convert.ToHexString(_memory.ToBytes())}");
            }

            while (_exchange.Outcomes.TryPeek(out CabinetRequest request, out string failure))
            {
                Lines.Add($"{_nowMs} outcome {request} {failure}");
                _exchange.Outcomes.Remove();
            }
        }
    }
}
