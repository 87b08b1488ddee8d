using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Desktop.Tests.MemoryFaults;

/// <summary>
/// Three minutes of a cabinet in virtual time in which everything of storage, link and commands is used: doors and an AED, signed
/// commands, a broken link, new settings, a restart. Whoever signs sends again what was not answered, and anew what was refused for want
/// of memory. At the end it judges what came of it.
/// </summary>
internal sealed class FaultStory
{
    private const int EndMs = 260_000;
    private const int ResendMs = 10_000;

    private static readonly (int AtMs, string Name, string Args)[] s_commands =
    [
        (20_000, "locate", """{"seconds":5}"""), (30_000, "maintenance", """{"minutes":1}"""), (40_000, "maintenance", """{"end":true}"""),
        (75_000, "self-test", "{}"), (100_000, "configure", """{"door":{"leftOpenSeconds":90}}"""), (170_000, "report", "{}"), (180_000, "inspect", """{"who":"a"}"""),
    ];

    private readonly FaultBoard _board;
    private readonly List<Sent> _sent = [];
    private int _next;
    private long _counter;

    private FaultStory(int seed, Func<bool> isShort)
    {
        _board = new FaultBoard(seed, isShort);
        _board.Replied = TakeReply;
    }

    /// <summary>Tells the story.</summary>
    /// <param name="seed">The seed of latencies.</param>
    /// <param name="isShort">Whether memory has been short by now.</param>
    /// <returns>What is wrong at its end, one line each; empty when nothing is.</returns>
    public static string Tell(int seed, Func<bool> isShort)
    {
        FaultStory story = new(seed, isShort);
        for (int ms = 0; ms < EndMs; ms += FaultBoard.StepMs)
        {
            story.Step(ms);
        }

        return string.Join('\n', story.Wrong());
    }

    private void Step(int nowMs)
    {
        InputImage inputs = _board.Inputs;
        inputs.AedDoorContactOpen = nowMs is (>= 8_000 and < 16_000) or (>= 52_000 and < 54_000) or (>= 56_000 and < 58_000) or (>= 150_000 and < 152_000);
        inputs.AedPresenceContactClosed = nowMs is not (>= 10_000 and < 14_000);
        if (nowMs == 50_000)
        {
            _board.BreakLink();
        }

        while (_next < s_commands.Length && nowMs >= s_commands[_next].AtMs)
        {
            (_, string name, string args) = s_commands[_next++];
            _sent.Add(new Sent(name, args, nowMs));
        }

        foreach (Sent command in _sent.Where(command => !command.IsAnswered && nowMs >= command.DueMs))
        {
            Send(command, nowMs);
        }

        _board.Step(nowMs);
    }

    private void Send(Sent command, int nowMs)
    {
        command.DueMs = nowMs + ResendMs;
        if (command.Counter == 0)
        {
            command.Counter = ++_counter;
            command.Times = 0;
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"c-{command.Counter}");
        if (_board.TrySend(Encoding.UTF8.GetBytes(CommandSigner.Sign(FaultBoard.CabinetId, FaultBoard.Key, id, command.Name, command.Args, command.Counter, "2027-01-01T00:00:00Z"))))
        {
            command.Times++;
        }
    }

    private void TakeReply(JsonNode reply, int nowMs)
    {
        string code = reply["code"]!.GetValue<string>();
        string? id = reply["id"]?.GetValue<string>();
        Sent? command = id is null ? _sent.FirstOrDefault(sent => !sent.IsAnswered && sent.Counter > 0) : _sent.FirstOrDefault(sent => $"c-{sent.Counter}" == id);
        if (command is null)
        {
            return;
        }

        command.Codes.Add(code);
        if (code == "out-of-memory")
        {
            // Signed anew, for the counter may have been used up.
            command.Refused.Add(command.Counter);
            command.Counter = 0;
            command.DueMs = nowMs + 1000;
        }
        else
        {
            command.IsAnswered = true;
        }
    }

    private IEnumerable<string> Wrong()
    {
        foreach (Sent command in _sent)
        {
            string[] last = command.Name is "self-test" or "configure" ? ["accepted", "done", "failed"] : ["done"];
            string codes = string.Join(' ', command.Codes);
            if (!command.IsAnswered)
            {
                yield return $"{command.Name} was never answered ({command.Times} times sent; {codes})";
            }

            foreach (string code in command.Codes.Where(code => code is not ("out-of-memory" or "replayed") && !last.Contains(code)))
            {
                yield return $"{command.Name} was answered {code}";
            }

            if (command.Codes.Contains("replayed") && command.Times < 2)
            {
                yield return $"{command.Name} was called a replay the first time";
            }

            if (command.Refused.FirstOrDefault(_board.Executed.Contains) is var executed and > 0)
            {
                yield return $"{command.Name} c-{executed} was refused for want of memory and carried out";
            }

            if (command.IsAnswered && !command.Codes.Contains("accepted") && command.Counter > 0 && !_board.Executed.Contains(command.Counter))
            {
                yield return $"{command.Name} was answered {codes} and not carried out";
            }
        }

        foreach (string wrong in _board.Wrong())
        {
            yield return wrong;
        }
    }

    private sealed class Sent(string name, string args, long dueMs)
    {
        public string Name => name;

        public string Args => args;

        public long DueMs { get; set; } = dueMs;

        public long Counter { get; set; }

        public int Times { get; set; }

        public bool IsAnswered { get; set; }

        public List<string> Codes { get; } = [];

        public List<long> Refused { get; } = [];
    }
}
