using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Commands;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Exchange;
using AedCabinet.Testing;
using CliWrap;
using EventKind = AedCabinet.Events.EventKind;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A command is carried out when it is signed, in time, new, known and sensible, once, and answered in any case (SPEC §14).
/// </summary>
[TestClass]
public class CommandGateTests
{
    [TestMethod]
    public void Every_example_command_is_accepted_and_OpenSSL_finds_the_same_signature()
    {
        string openssl = RequiredTool.Find("openssl", "openssl");
        string[] files = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "firmware", "contract", "examples"), "command.*.json");
        Assert.HasCount(15, files);
        foreach (string file in files)
        {
            string text = File.ReadAllText(file).TrimEnd('\n');
            JsonNode command = JsonNode.Parse(text)!;
            string signed = string.Join('\n', "v1", CommandBench.CabinetId, command["id"], command["name"], command["args"],
                command["counter"], command["expires"]);
            Assert.AreEqual(command["mac"]!.GetValue<string>(), OpenSsl(openssl, signed), file);

            CommandBench bench = new();
            string code = bench.Code(text);
            Assert.IsTrue(code is "done" or "accepted" or "failed", $"{file}: {code}");
        }
    }

    [TestMethod]
    public void Refusals_are_written_as_the_examples_show()
    {
        Assert.AreEqual(Example("too-large"), new CommandBench().Ask(new string(' ', CommandReader.MaxBytes + 1)));
        Assert.AreEqual(Example("malformed"), new CommandBench().Ask("{"));
        Assert.AreEqual(Example("wrong-mac"), new CommandBench().Ask(Forged("unlock", "c-23")));
        Assert.AreEqual(Example("unknown-command"), new CommandBench().Ask(CommandBench.Sign("打开", id: "c-25")));
        Assert.AreEqual(Example("bad-arguments"), new CommandBench().Ask(CommandBench.Sign("locate", """{"seconds":7200}""", id: "c-26")));
        Assert.AreEqual(Example("failed"), new CommandBench().Ask(CommandBench.Sign("unlock", """{"who":"a"}""", id: "c-22")));
        Assert.AreEqual(Example("accepted"), new CommandBench().Ask(CommandBench.Sign("self-test", id: "c-21")));

        CommandBench bench = new();
        Assert.AreEqual(Example("done"), bench.Ask(CommandBench.Sign("locate")));
        Assert.AreEqual(Example("replayed"), bench.Ask(CommandBench.Sign("locate", counter: 16)));

        Assert.AreEqual(Example("expires-too-far"),
            new CommandBench().Ask(CommandBench.Sign("unlock", "{}", 17, "2026-01-13T03:04:01.301Z", "c-32")));
        Assert.AreEqual(Example("counter-too-far"),
            new CommandBench().Ask(CommandBench.Sign("locate", "{}", 9007199254740991, id: "c-33")));
        Assert.AreEqual(Example("accepted-configure"),
            new CommandBench().Ask(CommandBench.Sign("configure", """{"presence":{"fitted":false}}""", id: "c-34")));
        CommandBench again = new() { Given = 3 };
        again.Send(CommandBench.Sign("resend", """{"boot":41,"from":7,"to":9}""", id: "c-30"));
        again.TakeReply();
        again.Gate.Step(true, again.NowMs);
        Assert.AreEqual(Example("done-resend"), again.TakeReply());

        CommandBench late = new() { Time = new DateTimeOffset(2026, 1, 12, 3, 5, 0, TimeSpan.Zero), NowMs = 123336 };
        Assert.AreEqual(Example("expired"), late.Ask(CommandBench.Sign("locate")));
    }

    [TestMethod]
    [DataRow(nameof(ICommandExecutor.WhyBadArguments), true)]
    [DataRow(nameof(ICommandExecutor.Execute), false)]
    public void A_command_there_is_no_memory_for_is_refused_as_such_counted_and_told(string where, bool isCounterKept)
    {
        ShortOfMemory? executor = null;
        CommandBench bench = new(executor: real => executor = new ShortOfMemory(real) { Where = where });
        string command = CommandBench.Sign("configure", """{"door":{"leftOpenSeconds":90}}""", id: "c-29");

        Assert.AreEqual(Example("out-of-memory"), bench.Ask(command));
        Assert.AreEqual(1, bench.Exchange.Shortage.Count);
        Assert.AreEqual("\"code\":\"out-of-memory\"", bench.TakeNotices().Single(notice => notice.Kind == EventKind.CommandRejected).Data);
        Assert.AreEqual(string.Empty, bench.Settings.ReadOverlay(), "nothing was done");

        executor!.Where = null;
        Assert.AreEqual(isCounterKept ? "accepted" : "replayed", bench.Code(command),
            "what came of it is not known, so it is not told as done");
    }

    [TestMethod]
    public void A_message_there_was_no_memory_for_is_answered_without_its_id_and_not_too_often()
    {
        CommandBench bench = new();
        bench.Gate.Handle(null!, bench.NowMs);
        bench.Gate.Handle(null!, bench.NowMs);

        Assert.AreEqual("out-of-memory", JsonNode.Parse(bench.TakeReply())!["code"]!.GetValue<string>());
    }

    [TestMethod]
    public void What_is_wrong_first_is_what_is_told()
    {
        // Everything wrong at once, then one thing less at a time.
        CommandBench bench = new();
        Assert.AreEqual("done", bench.Code(CommandBench.Sign("report", counter: 20)));
        Assert.AreEqual("too-large", bench.Code(CommandBench.Sign("no-such", "{", 1) + new string(' ', 2048)));
        bench.NowMs += 1000;
        Assert.AreEqual("malformed", bench.Code("{\"id\":1}"));
        bench.NowMs += 1000;
        const string Past = "2026-01-12T03:04:01.300Z";
        Assert.AreEqual("wrong-mac", bench.Code(
            CommandBench.Sign("no-such", "{x}", 1, Past).Replace("no-such", "not-one", StringComparison.Ordinal)));
        Assert.AreEqual("expired", bench.Code(CommandBench.Sign("no-such", "{x}", 1, Past)));
        Assert.AreEqual("replayed", bench.Code(CommandBench.Sign("no-such", "{x}", 1)));
        Assert.AreEqual("unknown-command", bench.Code(CommandBench.Sign("no-such", "{x}", 21)));
        Assert.AreEqual("bad-arguments", bench.Code(CommandBench.Sign("locate", "{x}", 21)));
        Assert.AreEqual("done", bench.Code(CommandBench.Sign("locate", "{}", 21)));
    }

    [TestMethod]
    public void Without_a_clock_only_locate_silence_and_report_are_carried_out()
    {
        foreach (string name in Names())
        {
            CommandBench bench = new() { Time = null };
            string code = bench.Code(CommandBench.Sign(name, name == "unlock" ? """{"who":"a"}""" : "{}", expires: "2001-01-01T00:00:00Z"));
            Assert.AreEqual(name is "locate" or "silence" or "report" ? "done" : "clock-unknown", code, name);
        }
    }

    [TestMethod]
    public void A_command_expires_in_the_very_millisecond_it_names()
    {
        CommandBench bench = new() { Time = new DateTimeOffset(2026, 1, 12, 3, 4, 1, 299, TimeSpan.Zero) };
        Assert.AreEqual("done", bench.Code(CommandBench.Sign("locate", expires: "2026-01-12T03:04:01.300Z")));
        bench.Time += TimeSpan.FromMilliseconds(1);
        Assert.AreEqual("expired", bench.Code(CommandBench.Sign("locate", counter: 18, expires: "2026-01-12T03:04:01.300Z")));
    }

    [TestMethod]
    public void A_command_sent_again_late_or_out_of_order_is_not_carried_out()
    {
        CommandBench bench = new();
        Assert.AreEqual("done", bench.Code(CommandBench.Sign("locate", counter: 9)));
        Assert.HasCount(1, bench.TakeRequests());
        foreach (long counter in new long[] { 9, 8, 1 })
        {
            Assert.AreEqual("replayed", bench.Code(CommandBench.Sign("locate", counter: counter, id: "c-18")));
        }

        Assert.IsEmpty(bench.TakeRequests());
        Assert.AreEqual("replayed", new CommandBench(bench.Flash).Code(CommandBench.Sign("locate", counter: 9, id: "c-18")),
            "after a restart too");
        Assert.AreEqual("done", new CommandBench(bench.Flash).Code(CommandBench.Sign("locate", counter: 10)));
    }

    [TestMethod]
    public void A_command_for_another_cabinet_or_with_another_key_is_not_carried_out()
    {
        string foreign = CommandSigner.Sign("NM-HOH-0002", CommandBench.Key, "c-17", "locate", "{}", 17, CommandBench.Later);
        Assert.AreEqual("wrong-mac", new CommandBench().Code(foreign));
        string stranger = CommandSigner.Sign(CommandBench.CabinetId, new byte[32], "c-17", "locate", "{}", 17, CommandBench.Later);
        Assert.AreEqual("wrong-mac", new CommandBench().Code(stranger));
    }

    [TestMethod]
    public void A_command_with_any_one_bit_flipped_is_not_carried_out()
    {
        byte[] command = Encoding.UTF8.GetBytes(CommandBench.Sign("locate", """{"seconds":60,"who":"值班"}"""));
        CommandBench bench = new();
        long operations = bench.Flash.Operations;
        for (int bit = 0; bit < command.Length * 8; bit++)
        {
            byte[] flipped = [.. command];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            bench.Gate.Handle(flipped, bench.NowMs += 1000);
            Assert.IsTrue(bench.IsUntouched(operations), $"bit {bit}");
        }

        bench.Gate.Handle(command, bench.NowMs);
        Assert.IsFalse(bench.IsUntouched(operations), "unflipped it is");
    }

    [TestMethod]
    public void A_flood_of_forgeries_is_hardly_answered_and_keeps_no_real_command_out()
    {
        CommandBench bench = new();
        for (int i = 0; i < 1000; i++)
        {
            bench.NowMs += 3;
            bench.Send(Forged("unlock", "c-1"));
        }

        Assert.IsLessThanOrEqualTo(4, bench.Replies.Count);
        Assert.HasCount(1, bench.TakeNotices());
        int before = bench.Replies.Count;
        bench.Send(CommandBench.Sign("locate"));
        Assert.AreEqual(before + 1, bench.Replies.Count);
        Assert.HasCount(1, bench.TakeRequests());

        bench.NowMs += StrangerLimit.TellEveryMs;
        bench.Send(Forged("unlock", "c-1"));
        Assert.Contains("\"untold\":999", bench.TakeNotices().Last().Data, "what was not told is counted");
    }

    [TestMethod]
    public void A_flood_of_recorded_commands_pushes_out_no_answer_to_a_real_one()
    {
        CommandBench bench = new();
        bench.Send(CommandBench.Sign("locate"));
        string done = bench.Replies.Peek();
        for (int i = 0; i < 1000; i++)
        {
            bench.Send(CommandBench.Sign("locate", id: i % 2 == 0 ? "c-17" : "c-18"));
        }

        Assert.AreEqual(done, bench.Replies.Peek());
        Assert.IsLessThanOrEqualTo(ReplyQueue.Capacity / 2, bench.Replies.Count);
    }

    private static IEnumerable<string> Names() => Directory
        .GetFiles(Path.Combine(RepositoryRoot.Path, "firmware", "contract", "examples"), "command.*.json")
        .Select(file => Path.GetFileName(file).Split('.')[1]);

    private static string Forged(string name, string id) =>
        CommandSigner.Sign(CommandBench.CabinetId, new byte[32], id, name, "{}", 23, CommandBench.Later);

    private static string Example(string code) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "firmware", "contract", "examples", $"reply.{code}.json")).TrimEnd('\n');

    private static string OpenSsl(string program, string text)
    {
        string output = Cli.Wrap(program)
            .WithArguments(["dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:" + Convert.ToHexStringLower(CommandBench.Key)])
            .WithStandardInputPipe(PipeSource.FromString(text))
            .Run()
            .StandardOutput;
        return output.Split('=')[^1].Trim();
    }

    /// <summary>An executor that finds no memory in one of its members.</summary>
    private sealed class ShortOfMemory(ICommandExecutor executor) : ICommandExecutor
    {
        public string? Where { get; set; }

        public bool Knows(string name) => executor.Knows(name);

        public string WhyBadArguments(string name, string args, out CommandArguments arguments) =>
            Where == nameof(WhyBadArguments) ? throw new OutOfMemoryException() : executor.WhyBadArguments(name, args, out arguments);

        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs) =>
            Where == nameof(Execute) ? throw new OutOfMemoryException() : executor.Execute(id, name, arguments, nowMs);

        public long DeadlineMs(long nowMs) => executor.DeadlineMs(nowMs);

        public void Step(bool isOnline, long nowMs) => executor.Step(isOnline, nowMs);

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome) =>
            executor.TryTakeLateOutcome(out id, out name, out outcome);
    }
}
