using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Inputs;

namespace AedCabinet.StandIns.Tests.MemoryFaults;

/// <summary>
/// Five minutes of a cabinet in virtual time in which everything of storage, link and commands is used: doors and an AED, signed
/// commands, a broken link, new settings, a restart. Whoever signs sends again what was not answered, and anew what was refused for want
/// of memory. At the end it judges what came of it.
/// </summary>
internal sealed class FaultStory
{
    private const int EndMs = FaultBoard.LastFaultMs + FaultBoard.RecoveryMs;
    private const int ResendMs = 10_000;

    private static readonly (int AtMs, string Name, string Args)[] s_commands =
    [
        (19_000, "locate", """{"seconds":5}"""), (26_000, "maintenance", """{"minutes":1}"""), (32_000, "maintenance", """{"end":true}"""),
        (60_000, "self-test", "{}"), (80_000, "configure", """{"door":{"leftOpenSeconds":90}}"""), (100_000, "report", "{}"), (105_000,
            "inspect", """{"who":"a"}"""),

        // The restart for the new settings waits for the alarm's end; these confirm them.
        (180_000, "report", "{}"), (250_000, "report", "{}"),
    ];

    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FaultBoard _board;
    private readonly List<Sent> _sent = [];
    private int _next;
    private long _counter;

    private FaultStory(Func<bool> isShort, Action<bool> runs)
    {
        _board = new FaultBoard(isShort, runs);
        _board.Replied = TakeReply;
    }

    /// <summary>Tells the story.</summary>
    /// <param name="isShort">Whether memory has been short by now.</param>
    /// <param name="runs">Told when the firmware runs, and when it doesn't: what this story makes itself does not fail.</param>
    /// <returns>What is wrong at its end, one line each; empty when nothing is.</returns>
    public static string Tell(Func<bool> isShort, Action<bool> runs)
    {
        FaultStory story = new(isShort, runs);
        for (int ms = 0; ms < EndMs; ms += FaultBoard.StepMs)
        {
            story.Step(ms);
        }

        return string.Join('\n', story.Wrong());
    }

    private void Step(int nowMs)
    {
        InputImage inputs = _board.Inputs;
        inputs.AedDoorContactOpen = nowMs is (>= 8_000 and < 16_000) or (>= 42_000 and < 44_000) or (>= 46_000 and < 48_000)
            or (>= 95_000 and < 97_000);
        inputs.AedPresenceContactClosed = nowMs is not (>= 10_000 and < 14_000);
        if (nowMs == 47_000)
        {
            _board.BreakLink();
        }

        while (_next < s_commands.Length && nowMs >= s_commands[_next].AtMs)
        {
            (_, string name, string args) = s_commands[_next++];
            _sent.Add(new Sent(name, args, nowMs));
        }

        // One after the other: a counter below the last one accepted is refused.
        if (_sent.FirstOrDefault(command => !command.IsAnswered) is { } command && nowMs >= command.DueMs)
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
            command.Counter = _counter = Math.Max(_counter + 1, FaultBoard.BeganUnixMs + nowMs);
            command.Times = 0;
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"c-{command.Counter}");
        if (_board.TrySend(Sign(id, command)))
        {
            command.Times++;
        }
    }

    private static byte[] Sign(string id, Sent command)
    {
        const string Expires = "2026-01-12T12:00:00Z";
        string text = string.Join('\n', "v1", FaultBoard.CabinetId, id, command.Name, command.Args, command.Counter, Expires);
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = id,
            ["name"] = command.Name,
            ["args"] = command.Args,
            ["counter"] = command.Counter,
            ["expires"] = Expires,
            ["mac"] = Convert.ToHexStringLower(HMACSHA256.HashData(FaultBoard.Key, Encoding.UTF8.GetBytes(text))),
        }.ToJsonString(s_plainText));
    }

    private void TakeReply(JsonNode reply, int nowMs)
    {
        string code = reply["code"]!.GetValue<string>();
        string? id = reply["id"]?.GetValue<string>();
        Sent? command = id is null ? _sent.FirstOrDefault(sent => !sent.IsAnswered && sent.Counter > 0)
            : _sent.FirstOrDefault(sent => $"c-{sent.Counter}" == id);
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
            // A restart ends maintenance: there is none to end any more.
            bool mayFail = command.Name is "self-test" or "configure" || command.Args.Contains("end", StringComparison.Ordinal);
            string[] last = mayFail ? ["accepted", "done", "failed"] : ["done"];
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

            if (_board.Boots == 2 && command.Codes.Contains("accepted") && !command.Codes.Any(code => code is "done" or "failed"))
            {
                yield return $"{command.Name} was accepted and nobody was told what came of it";
            }

            if (command.Refused.FirstOrDefault(_board.Executed.Contains) is var executed and > 0)
            {
                yield return $"{command.Name} c-{executed} was refused for want of memory and carried out";
            }

            if (command.IsAnswered && !command.Codes.Contains("accepted") && command.Counter > 0
                && !_board.Executed.Contains(command.Counter))
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
