using System;
using System.Collections;
using AedCabinet.Controller;
using AedCabinet.Platform;
using AedCabinet.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using DeviceHeap = nanoFramework.Runtime.Native.GC;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>The firmware collects its garbage when nobody notices, and knows whether a board's heap is large enough (SPEC §16).</summary>
[TestClass]
public class HeapTests
{
    private const long Quiet = long.MaxValue;

    private readonly HeapWatch _heap = new();
    private long _nowMs = 1000;
    private uint _stamp = 90000;

    [TestMethod]
    public void Garbage_is_collected_every_ten_seconds_while_nothing_is_due()
    {
        Assert.IsTrue(Collects(false, false, Quiet));
        _nowMs += HeapWatch.PeriodMs - 20;
        Assert.IsFalse(Collects(false, false, Quiet));
        _nowMs += 20;
        Assert.IsTrue(Collects(false, false, Quiet));
    }

    [TestMethod]
    public void Nothing_is_collected_while_something_is_due_soon_or_a_contact_moves()
    {
        Assert.IsFalse(Collects(false, false, _nowMs + HeapWatch.QuietMs - 1));
        Assert.IsFalse(Collects(false, false, -1));
        Assert.IsTrue(Collects(false, false, _nowMs + HeapWatch.QuietMs));
    }

    [TestMethod]
    public void During_an_alarm_nothing_is_collected_for_a_minute_and_then_only_in_a_pause_of_the_pattern()
    {
        Assert.IsTrue(Collects(false, false, Quiet));
        for (int scan = 0; scan < (HeapWatch.OverdueMs / 20) - 1; scan++)
        {
            _nowMs += 20;
            Assert.IsFalse(Collects(true, false, Quiet), $"{_nowMs} ms");
        }

        _nowMs += 20;
        Assert.IsFalse(Collects(true, true, Quiet), "it sounds");
        Assert.IsFalse(Collects(true, false, _nowMs + 60), "the next pulse comes");
        Assert.IsTrue(Collects(true, false, _nowMs + HeapWatch.QuietMs));
    }

    [TestMethod]
    public void The_fewest_bytes_of_this_boot_are_remembered()
    {
        foreach (uint free in new uint[] { 30000, 20000, 40000 })
        {
            DeviceHeap.FreeBytes = free;
            _heap.Step(false, false, Quiet, _nowMs);
            _nowMs += HeapWatch.PeriodMs;
        }

        Assert.AreEqual(40000, _heap.FreeBytes);
        Assert.AreEqual(20000, _heap.LowestFreeBytes);
    }

    [TestMethod]
    public void A_board_whose_heap_is_too_small_says_both_figures_and_is_not_commissioned()
    {
        Lines log = new();
        DeviceHeap.FreeBytes = MemoryNeed.Bytes - 1;
        Assert.IsFalse(MemoryNeed.IsMet(log));
        Assert.AreEqual(
            "ERROR memory: 59 KB free, 60 KB needed, no PSRAM; this board is too small for the cabinet, use an esp32-s3 or an "
                + "esp32-wrover with the image for its PSRAM", log.Last);

        DeviceHeap.FreeBytes = MemoryNeed.Bytes;
        Assert.IsTrue(MemoryNeed.IsMet(log));
        Assert.AreEqual("INFO memory: 60 KB free, 60 KB needed, no PSRAM", log.Last);
    }

    [TestMethod]
    public void Settings_that_would_take_the_scan_s_memory_are_refused_before_they_are_read()
    {
        SettingsCheck check = new(null, new JsonParser(), null, _heap);
        Hashtable changes = new() { ["alarm"] = new Hashtable() };
        _stamp = SettingsCheck.NeededBytes - 2;
        Assert.IsTrue(Collects(false, false, Quiet));
        Assert.ThrowsExactly<OutOfMemoryException>(() => check.WhyRefused(changes, new CabinetConfiguration(), out _, out _));

        _nowMs += HeapWatch.PeriodMs;
        Assert.IsTrue(Collects(false, false, Quiet));
        Assert.ThrowsExactly<NullReferenceException>(() => check.WhyRefused(changes, new CabinetConfiguration(), out _, out _),
            "with enough of it flash is read, which is not there");
    }

    private bool Collects(bool isAlarm, bool isSounding, long quietUntilMs)
    {
        DeviceHeap.FreeBytes = ++_stamp;
        _heap.Step(isAlarm, isSounding, quietUntilMs, _nowMs);
        return _heap.FreeBytes == _stamp;
    }

    private sealed class Lines : ILog
    {
        public string Last { get; private set; } = string.Empty;

        public void Info(string line) => Last = "INFO " + line;

        public void Warning(string line) => Last = "WARNING " + line;

        public void Error(string line) => Last = "ERROR " + line;
    }
}
