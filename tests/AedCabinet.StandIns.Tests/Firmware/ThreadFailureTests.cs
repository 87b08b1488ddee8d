using System;
using AedCabinet.Controller;
using AedCabinet.Supervision;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>When a thread that goes on after each failure asks for a restart all the same.</summary>
[TestClass]
public class ThreadFailureTests
{
    private const int FailuresToRestart = 10;
    private const int SoundRounds = 600;

    private readonly RestartDesk _desk = new();

    [TestMethod]
    public void Ten_failures_with_less_than_a_minute_of_sound_rounds_between_them_ask_for_a_restart()
    {
        Fail(FailuresToRestart - 1, SoundRounds - 1);
        Assert.IsFalse(_desk.IsAsked);
        Fail(FailuresToRestart, SoundRounds - 1);
        Assert.IsTrue(_desk.IsAsked);
    }

    [TestMethod]
    public void A_minute_of_sound_rounds_makes_a_failure_the_first_again()
    {
        Fail(5 * FailuresToRestart, SoundRounds);
        Assert.IsFalse(_desk.IsAsked);
    }

    private void Fail(int times, int soundRounds)
    {
        OnBench bench = new();
        ThreadFailures failures = new("link", new BootRecord(bench, bench), _desk, new MemoryShortage(), bench);
        for (int i = 0; i < times; i++)
        {
            failures.Note(new InvalidOperationException("one"), "starting over");
            for (int round = 0; round < soundRounds; round++)
            {
                failures.Clear();
            }
        }
    }
}
