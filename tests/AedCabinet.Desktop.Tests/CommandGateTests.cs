using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.Desktop.Tests;

[TestClass]
public sealed class CommandGateTests : IMessageAuthenticator, ICommandExecutor, IWallClock, IStorage
{
    private const string Locate = """{"id":"c-17","name":"locate","args":"{\"seconds\":120}","counter":17,"expires":"2026-01-12T03:05:00Z","mac":"9c431058611e39c40feaab3bed61d5763efaa01f77eac266cd0632f1cc818fab"}""";
    private const string Acknowledge = """{"id":"120.7f3a","name":"acknowledge","args":"{\"who\":\"内蒙古120调度\"}","counter":1768187100000,"expires":"2026-01-12T05:45:00Z","mac":"e7ccd35bde0908b7b622a374c084112c7dece49492c02bbc5bd090882bf5f53f"}""";
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly List<string> _executed = [];
    private DateTimeOffset _now = DateTimeOffset.Parse("2026-01-12T03:04:01.300Z", System.Globalization.CultureInfo.InvariantCulture);
    private bool _refuses;

    public byte[] Compute(byte[] text) => HMACSHA256.HashData([.. Enumerable.Range(0, 32).Select(i => (byte)i)], text);

    public bool Knows(string name) => true;

    public string WhyBadArguments(string name, string args) => null!;

    public string Execute(string name, string args)
    {
        Assert.IsTrue(new TwoSlotNumber(this, "command").Read() > 0, "the counter must be stored before");
        _executed.Add(name + args);
        return null!;
    }

    public bool TryGetUtc(out long unixMs) => (unixMs = _now.ToUnixTimeMilliseconds()) > 0;

    public bool TryRead(string name, out byte[] content) => _files.TryGetValue(name, out content!);

    public bool TryWrite(string name, byte[] content) => !_refuses && (_files[name] = content) != null;

    public bool TryAppend(string name, byte[] content) => false;

    public bool TryDelete(string name) => _files.Remove(name);

    public string[] List() => [.. _files.Keys];

    [TestMethod]
    public void The_golden_commands_are_done_once_and_a_replay_is_refused()
    {
        CommandGate gate = Gate();
        StringAssert.Contains(Send(gate, Locate), "{\"id\":\"c-17\",\"name\":\"locate\",\"code\":\"done\",\"boot\":41,\"time\":\"2026-01-12T03:04:01.300Z\",\"uptimeMs\":64636}");
        StringAssert.Contains(Send(gate, Acknowledge), "\"done\"");
        StringAssert.Contains(Send(gate, Locate), "\"replayed\"");
        StringAssert.Contains(Send(Gate(), Acknowledge), "\"replayed\"");
        CollectionAssert.AreEqual(new[] { "locate{\"seconds\":120}", "acknowledge{\"who\":\"内蒙古120调度\"}" }, _executed);
    }

    [TestMethod]
    public void No_single_bit_of_a_signed_value_may_change()
    {
        byte[] command = Encoding.UTF8.GetBytes(Acknowledge);
        for (int bit = 0; bit < command.Length * 8; bit++)
        {
            command[bit / 8] ^= (byte)(1 << (bit % 8));
            Gate().Handle(command, 0);
            command[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.AreEqual(0, _executed.Count);
        Assert.AreEqual(0, _files.Count);
    }

    [TestMethod]
    public void From_the_moment_it_expires_a_command_is_refused()
    {
        _now = DateTimeOffset.Parse("2026-01-12T03:05:00.000Z", System.Globalization.CultureInfo.InvariantCulture);
        StringAssert.Contains(Send(Gate(), Locate), "\"expired\"");
        Assert.AreEqual(0, _executed.Count);
        _now = _now.AddMilliseconds(-1);
        StringAssert.Contains(Send(Gate(), Locate), "\"done\"");
    }

    [TestMethod]
    public void Another_cabinets_command_and_a_refusing_flash_change_nothing()
    {
        StringAssert.Contains(Send(new CommandGate("NM-HOH-0002", 41, this, this, this, this), Locate), "\"wrong-mac\"");
        _refuses = true;
        StringAssert.Contains(Send(Gate(), Locate), "\"failed\"");
        Assert.AreEqual(0, _executed.Count);
    }

    private CommandGate Gate() => new("NM-HOH-0001", 41, this, this, this, this);

    private static string Send(CommandGate gate, string command)
    {
        gate.Handle(Encoding.UTF8.GetBytes(command), 64636);
        Assert.IsTrue(gate.TryTakeReply(out string reply));
        return reply;
    }
}
