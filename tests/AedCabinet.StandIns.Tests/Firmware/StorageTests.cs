using System;
using System.Collections.Generic;
using System.Threading;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>The storage thread where flash works and memory ends (SPEC §11, §16).</summary>
[TestClass]
public class StorageTests
{
    private readonly OnBench _bench = new();
    private readonly MemoryShortage _shortage = new();
    private readonly RestartDesk _desk = new();
    private readonly Outbox _outbox;
    private readonly StorageLoop _loop;

    public StorageTests()
    {
        _outbox = new Outbox(_bench, _bench, new NoticeQueue(), _bench);
        _outbox.Open();
        BootRecord boots = new(_bench, _bench);
        MemoryKeeper memory = new(_bench, new MemoryMailbox(), boots, _desk);
        _loop = new StorageLoop(new Storekeeper(_outbox, memory), new BootClock(), new AutoResetEvent(false), new AutoResetEvent(false),
            boots, _desk, _shortage, _bench);
    }

    [TestMethod]
    public void An_event_whose_record_was_cut_short_for_want_of_memory_is_stored_once_more_and_read()
    {
        var failures = 1;
        _bench.Throws = what => what == "append" && failures-- > 0 ? new OutOfMemoryException() : null;
        _outbox.Add(Event(1));
        _ = _loop.TryRound(0);
        _outbox.Add(Event(2));
        _ = _loop.TryRound(100);

        Assert.AreEqual(1, _shortage.Count);
        CollectionAssert.AreEqual(new[] { 1, 2 }, Stored());
        Assert.IsFalse(_desk.IsAsked);
    }

    [TestMethod]
    public void In_a_virtual_world_a_fault_that_no_part_is_to_blame_for_comes_out()
    {
        _bench.Throws = what => what == "append" ? new InvalidOperationException("the firmware's own") : null;
        _loop.IsOfPart = exception => exception is OutOfMemoryException;
        _outbox.Add(Event(1));

        Assert.ThrowsExactly<InvalidOperationException>(() => _loop.TryRound(0));
        _bench.Throws = what => what == "append" ? new OutOfMemoryException() : null;

        Assert.IsFalse(_loop.TryRound(100));
    }

    [TestMethod]
    public void The_last_round_is_tried_again_when_there_was_no_memory_for_it()
    {
        var failures = 2;
        _bench.Throws = what => what == "append" && failures-- > 0 ? new OutOfMemoryException() : null;
        _outbox.Add(Event(1));

        _ = _loop.TryFinish(0);

        CollectionAssert.AreEqual(new[] { 1 }, Stored());
    }

    [TestMethod]
    public void Settings_that_could_not_be_read_are_read_again_by_time_and_the_board_restarts_with_them()
    {
        _bench.TryWrite(ConfigurationFile.Name, [0x7B, 0x7D]);
        _bench.Unreadable = ConfigurationFile.Name;
        CabinetConfiguration configuration = ConfigurationFile.Load(_bench, "ESP32_REV3", _bench);
        Assert.IsTrue(configuration.IsUnread);
        Assert.IsFalse(configuration.IsCommissioned);

        _loop.Unread = _bench;
        _ = _loop.TryRound(0);
        _bench.Unreadable = null;
        _ = _loop.TryRound(Outbox.RetryMs - 1);
        Assert.IsNull(_desk.ToRead);
        _ = _loop.TryRound(Outbox.RetryMs);
        Assert.AreEqual("cabinet.json read", _desk.Reason);

        // One that is there and wrong is no reason to start again and again, nor is one that is missing.
        Assert.IsFalse(ConfigurationFile.Load(_bench, "ESP32_REV3", _bench).IsUnread);
        _bench.TryDelete(ConfigurationFile.Name);
        Assert.IsFalse(ConfigurationFile.Load(_bench, "ESP32_REV3", _bench).IsUnread);
    }

    private static CabinetEvent Event(int seq) =>
        new(EventKind.DoorOpened, Severity.Info, 1, seq, 0, OperatingMode.Normal, "\"compartment\":\"aed\"");

    // Read as the next boot reads them.
    private int[] Stored()
    {
        Outbox next = new(_bench, _bench, new NoticeQueue(), _bench);
        next.Open();
        List<int> found = [];
        while (next.TryTake(out var item))
        {
            found.Add(item.Seq);
        }

        return [.. found];
    }
}
