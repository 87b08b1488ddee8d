using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AedCabinet.Commands;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Exchange;
using AedCabinet.Settings;
using EventKind = AedCabinet.Events.EventKind;

namespace AedCabinet.Desktop.Tests;

/// <summary>Whatever bytes arrive as a command or stand in <c>cabinet.json</c>: nothing breaks and nothing is done.</summary>
[TestClass]
public class CommandFuzzTests
{
    private const int Mutations = 250_000;

    // Reading 2 KiB takes the values' bytes, their text, the signed text and a reply; nothing depends on what is in them.
    private const long StrangersBytes = 16 * 1024;

    // Signed commands are judged as settings, together with the whole cabinet.json.
    private const long SignedBytes = 1024 * 1024;

    private static readonly string[] s_commands =
    [
        CommandBench.Sign("locate", """{"seconds":120}"""),
        CommandBench.Sign("silence", """{"minutes":5}"""),
        CommandBench.Sign("drill", """{"minutes":30,"who":"演练"}"""),
        CommandBench.Sign("maintenance", """{"end":true}"""),
        CommandBench.Sign("acknowledge", """{"who":"内蒙古120调度 \"甲\""}""", 1768187100000, "2026-01-12T05:45:00.250Z", "120.7f3a"),
        CommandBench.Sign("restart"),
        CommandBench.Sign("unlock", """{"who":"a"}"""),
        CommandBench.Sign("self-test"),
        CommandBench.Sign("configure", """{"alarm":{"locateMaxMinutes":10},"broker":{"host":"broker.example","port":8883}}"""),
    ];

    private static readonly byte[][] s_signed = [.. s_commands.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "\"id\":\"c-9\",", "\"counter\":99999999999999999999999,", "\"counter\":1e9,", "\"counter\":-1,", "\"args\":{},",
            "\"mac\":null,", "{\"a\":", "[[[[[[[[",
            "\\u0000", "\\ud800", "\\u00e9", "\"name\":true,", "\"expires\":12,", "]", "}", "{", "\"", "\\", ",", ":", "1e400",
            "2026-13-45T99:99:99Z", "\0", "\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [TestMethod]
    public void A_million_mutated_commands_change_nothing_and_break_nothing()
    {
        int seed = System.Environment.TickCount;
        Random random = new(seed);
        Stopwatch watch = Stopwatch.StartNew();
        CommandBench bench = new();
        long operations = bench.Flash.Operations;
        int notices = 0;
        int same = 0;
        long most = 0;
        Console.WriteLine($"{Mutations:N0} mutations, seed {seed}");
        for (int i = 0; i < Mutations; i++)
        {
            byte[] payload = Mutate(random);
            bench.NowMs += random.Next(100);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Gate.Handle(payload, bench.NowMs);
            bench.Gate.Step(false, bench.NowMs);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.IsLessThanOrEqualTo(ReplyQueue.Capacity, bench.Replies.Count);
            while (random.Next(4) == 0 && bench.Replies.Count > 0)
            {
                bench.Replies.Remove();
            }

            while (bench.Exchange.Notices.TryTake(out Notice notice))
            {
                notices += notice.Kind == EventKind.CommandRejected ? 1 : 0;
                Assert.IsTrue(notice.Data.Length < 256, notice.Data);
            }

            if (!bench.IsUntouched(operations))
            {
                // A blank more or a member nobody knows leaves a command what it was.
                Assert.IsTrue(IsSigned(payload), $"{i}: {Encoding.UTF8.GetString(payload)}");
                same++;
                bench = new CommandBench();
                operations = bench.Flash.Operations;
            }
            else
            {
                most = Math.Max(most, allocated);
            }
        }

        Console.WriteLine(
            $"{same:N0} were still the command, {notices:N0} events, at most {most:N0} bytes each, {watch.Elapsed.TotalSeconds:F0} s");
        Assert.IsLessThan(StrangersBytes, most);
        Assert.IsLessThan(Mutations / 100, same);
        Assert.IsGreaterThan(0, same, "the commands mutated are good ones");
        Assert.IsLessThanOrEqualTo((100L * Mutations / StrangerLimit.TellEveryMs) + same + 2, notices);
    }

    [TestMethod]
    public void Whatever_is_signed_with_the_key_is_judged_without_a_break()
    {
        const int Count = 30_000;
        int seed = System.Environment.TickCount;
        Random random = new(seed);
        CommandBench bench = new();
        long counter = 1;
        int done = 0;
        Console.WriteLine($"{Count:N0} mutations, seed {seed}");
        for (int i = 0; i < Count; i++)
        {
            using JsonDocument command = JsonDocument.Parse(s_commands[random.Next(s_commands.Length)]);
            string args = Encoding.UTF8.GetString(MutateBytes(random,
                Encoding.UTF8.GetBytes(command.RootElement.GetProperty("args").GetString()!)));
            args = random.Next(3) == 0 ? args : "{" + args.Trim('{', '}') + (args.Count(c => c == '{') > 2 ? "}}" : "}");
            byte[] payload = Encoding.UTF8.GetBytes(
                CommandBench.Sign(command.RootElement.GetProperty("name").GetString()!, args, counter++));
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Gate.Handle(payload, bench.NowMs += 50);
            Assert.IsLessThan(SignedBytes, GC.GetAllocatedBytesForCurrentThread() - before, args);
            Assert.IsLessThanOrEqualTo(ReplyQueue.Capacity, bench.Replies.Count);
            done += bench.TakeNotices().Count(notice => notice.Kind == EventKind.CommandDone);
            _ = bench.TakeRequests();
            Assert.IsTrue(bench.Configuration.IsCommissioned);
            if (bench.Settings.ReadOverlay().Length > 0)
            {
                // The next boot runs on the settings that were let through.
                CommandBench next = new(bench.Flash.Copy());
                Assert.IsEmpty(next.Log.Errors, args);
                Assert.IsTrue(next.Configuration.IsCommissioned, args);
                bench = new CommandBench();
            }
        }

        Console.WriteLine($"{done:N0} done");
        Assert.IsGreaterThan(100, done);
    }

    [TestMethod]
    public void Fifty_thousand_mutated_configurations_are_read_or_refused_and_never_throw()
    {
        const int Count = 50_000;
        int seed = System.Environment.TickCount;
        Random random = new(seed);
        Console.WriteLine($"{Count:N0} mutations, seed {seed}");
        int good = 0;
        for (int i = 0; i < Count; i++)
        {
            ConfigurationProblems problems = new();
            byte[] content = MutateBytes(random, CommandBench.File);
            long before = GC.GetAllocatedBytesForCurrentThread();
            CabinetConfiguration? configuration = ConfigurationFile.Parse(content, problems);
            Assert.IsLessThan(SignedBytes, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.IsTrue(configuration is { IsCommissioned: true } == (problems.Count == 0), Encoding.UTF8.GetString(content));
            good += problems.Count == 0 ? 1 : 0;
        }

        Console.WriteLine($"{good:N0} were still good");
        Assert.IsLessThan(Count, good);
    }

    private static byte[] Mutate(Random random)
    {
        byte[] command = s_signed[random.Next(s_signed.Length)];
        if (random.Next(50) == 0)
        {
            byte[] noise = new byte[random.Next(CommandReader.MaxBytes + 100)];
            random.NextBytes(noise);
            return noise;
        }

        return MutateBytes(random, command);
    }

    private static byte[] MutateBytes(Random random, byte[] original)
    {
        List<byte> bytes = [.. original];
        for (int more = random.Next(1, 4); more > 0; more--)
        {
            int at = bytes.Count == 0 ? 0 : random.Next(bytes.Count);
            switch (random.Next(9))
            {
                case 0 when bytes.Count > 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when bytes.Count > 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at));
                    break;
                case 4:
                    bytes.AddRange(s_pieces[random.Next(s_pieces.Length)]);
                    break;
                case 5:
                    // A part of it once more: doubled members among others.
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(bytes.Count - at)));
                    break;
                case 6:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"[{\"9 a"[random.Next(6)],
                        random.Next(30) == 0 ? 2000 : random.Next(1, 40)));
                    break;
                case 7:
                    // Right behind the opening brace, where members are.
                    bytes.InsertRange(Math.Min(1, bytes.Count), s_pieces[random.Next(s_pieces.Length)]);
                    break;
                default:
                    bytes.InsertRange(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    // Checked by another reader and another implementation: whether the holder of the key signed it.
    private static bool IsSigned(byte[] payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        JsonElement root = document.RootElement;
        string Text(string name) => root.GetProperty(name).GetString()!;
        string again = CommandSigner.Sign(
            CommandBench.CabinetId, CommandBench.Key, Text("id"), Text("name"), Text("args"), root.GetProperty("counter")
                .GetInt64(), Text("expires"));
        using JsonDocument expected = JsonDocument.Parse(again);
        return Text("mac") == expected.RootElement.GetProperty("mac").GetString();
    }
}
