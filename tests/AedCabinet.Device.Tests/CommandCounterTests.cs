using AedCabinet.Controller;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>Which commands are refused for their time and their counter, and what comes again (SPEC §14).</summary>
    [TestClass]
    public class CommandCounterTests
    {
        private const long HourMs = 3600000;
        private const long In2099 = 4080000000000;

        [TestMethod]
        public void An_expiry_more_than_24_hours_ahead_is_refused()
        {
            GateBench bench = new GateBench(new MemoryStorage(), GateBench.Now);
            Assert.AreEqual("expires-too-far", bench.Ask("a", "unlock", GateBench.Now + 1, "2026-01-13T03:04:00.001Z"));
            Assert.AreEqual("expires-too-far", bench.Ask("a", "unlock", GateBench.Now + 1, "2099-12-31T23:59:59Z"));
            Assert.AreEqual(0, bench.Executed);
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 1, "2026-01-13T03:04:00.000Z"));
        }

        [TestMethod]
        public void A_counter_that_would_lock_others_out_is_refused()
        {
            GateBench bench = new GateBench(new MemoryStorage(), GateBench.Now);
            Assert.AreEqual("counter-too-far", bench.Ask("a", "unlock", 9007199254740991, GateBench.Soon));
            Assert.AreEqual("counter-too-far", bench.Ask("a", "unlock", In2099, GateBench.Soon));
            Assert.AreEqual("counter-too-far", bench.Ask("a", "unlock", GateBench.Now + (24 * HourMs) + 1, GateBench.Soon));
            Assert.AreEqual(0, bench.Executed);

            // 24 hours ahead is not too far, and somebody a day later is not locked out by it.
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + (24 * HourMs), GateBench.Soon));
            bench.Clock.UnixMs += 25 * HourMs;
            Assert.AreEqual("done", bench.Ask("b", "unlock", bench.Clock.UnixMs, "2026-01-13T04:05:00Z"));
        }

        [TestMethod]
        public void What_no_clock_could_judge_locks_nobody_out_once_there_is_one()
        {
            GateBench bench = new GateBench(new MemoryStorage(), 0);
            Assert.AreEqual("counter-too-far", bench.Ask("a", "locate", 9007199254740991, GateBench.Soon));
            Assert.AreEqual("done", bench.Ask("a", "locate", In2099, "2099-04-16T00:00:00Z"));
            Assert.AreEqual("replayed {\"last\":4080000000000}", bench.Ask("b", "locate", GateBench.Now, GateBench.Soon));

            // Over a restart it is known that no clock had judged it.
            bench = new GateBench(bench.Flash, GateBench.Now);
            Assert.AreEqual("done", bench.Ask("b", "unlock", GateBench.Now + 1, GateBench.Soon));
        }

        [TestMethod]
        public void A_replayed_says_the_last_counter_accepted()
        {
            GateBench bench = new GateBench(new MemoryStorage(), GateBench.Now);
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 17, GateBench.Soon));
            Assert.AreEqual("replayed {\"last\":1768187040017}", bench.Ask("b", "unlock", GateBench.Now + 17, GateBench.Soon));
            Assert.AreEqual("replayed {\"last\":1768187040017}",
                new GateBench(bench.Flash, GateBench.Now).Ask("b", "unlock", 1, GateBench.Soon));
            Assert.AreEqual("unknown-command", bench.Ask("b", "update", GateBench.Now + 18, GateBench.Soon));
        }

        [TestMethod]
        public void The_same_command_sent_again_is_answered_with_the_answer_it_had()
        {
            GateBench bench = new GateBench(new MemoryStorage(), GateBench.Now);
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 1, GateBench.Soon));
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 1, GateBench.Soon));
            bench.Outcome = CommandOutcome.Failed("no lock is fitted");
            Assert.AreEqual("failed {\"reason\":\"no lock is fitted\"}", bench.Ask("b", "unlock", GateBench.Now + 2, GateBench.Soon));
            Assert.AreEqual("failed {\"reason\":\"no lock is fitted\"}", bench.Ask("b", "unlock", GateBench.Now + 2, GateBench.Soon));
            bench.Outcome = CommandOutcome.Accepted;
            Assert.AreEqual("accepted", bench.Ask("c", "self-test", GateBench.Now + 3, GateBench.Soon));
            Assert.AreEqual("accepted", bench.Ask("c", "self-test", GateBench.Now + 3, GateBench.Soon));
            bench.End("c");
            Assert.AreEqual("done", bench.TakeReply());
            Assert.AreEqual("done", bench.Ask("c", "self-test", GateBench.Now + 3, GateBench.Soon));

            // After a restart too, and of those before the last.
            GateBench next = new GateBench(bench.Flash, bench.Clock.UnixMs);
            Assert.AreEqual("done", next.Ask("a", "unlock", GateBench.Now + 1, GateBench.Soon));
            Assert.AreEqual("failed {\"reason\":\"no lock is fitted\"}", next.Ask("b", "unlock", GateBench.Now + 2, GateBench.Soon));
            Assert.AreEqual("done", next.Ask("c", "self-test", GateBench.Now + 3, GateBench.Soon));
            Assert.AreEqual("no reply", next.TakeReply());

            // Another command of that counter is none of them, neither is another counter; and once it has expired it is expired.
            Assert.IsTrue(next.Ask("d", "unlock", GateBench.Now + 1, GateBench.Soon).StartsWith("replayed"));
            Assert.IsTrue(next.Ask("a", "unlock", GateBench.Now + 2, GateBench.Soon).StartsWith("replayed"));
            next.Clock.UnixMs += HourMs;
            Assert.AreEqual("expired", next.Ask("a", "unlock", GateBench.Now + 1, GateBench.Soon));
            Assert.AreEqual(3, bench.Executed);
            Assert.AreEqual(0, next.Executed);
        }

        [TestMethod]
        public void A_cabinet_that_lost_its_counter_begins_at_its_clocks_now()
        {
            GateBench bench = new GateBench(new MemoryStorage(), GateBench.Now);
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 5000, GateBench.Soon));

            // The flash is formatted: what was recorded, carried out or not, is refused as long as it has not expired.
            bench = new GateBench(new MemoryStorage(), GateBench.Now + 20000);
            Assert.AreEqual("replayed {\"last\":1768187060000}", bench.Ask("a", "unlock", GateBench.Now + 5000, GateBench.Soon));
            Assert.AreEqual("replayed {\"last\":1768187060000}", bench.Ask("b", "unlock", GateBench.Now + 20000, GateBench.Soon));

            // Now is when the clock was first known, not when something comes.
            bench.Clock.UnixMs += 10000;
            Assert.AreEqual("done", bench.Ask("c", "unlock", GateBench.Now + 20001, GateBench.Soon));
            Assert.AreEqual("replayed {\"last\":1768187060001}",
                new GateBench(bench.Flash, GateBench.Now + 30000).Ask("a", "unlock", GateBench.Now + 5000, GateBench.Soon));
        }

        [TestMethod]
        public void What_was_obeyed_without_a_clock_does_not_bring_a_lost_counter_back()
        {
            GateBench bench = new GateBench(new MemoryStorage(), 0);
            Assert.AreEqual("done", bench.Ask("a", "locate", 5, GateBench.Soon));
            Assert.AreEqual("done", bench.Ask("a", "locate", 5, GateBench.Soon));
            Assert.AreEqual(1, bench.Executed);
            bench.Clock.UnixMs = GateBench.Now;
            bench.Step();
            Assert.AreEqual("replayed {\"last\":1768187040000}", bench.Ask("b", "unlock", GateBench.Now - 5000, GateBench.Soon));
        }

        [TestMethod]
        [DataRow(In2099)]
        [DataRow(GateBench.Now + (2 * HourMs))]
        public void A_wrong_clock_at_the_beginning_locks_nobody_out_once_it_is_right(long wrongUnixMs)
        {
            GateBench bench = new GateBench(new MemoryStorage(), wrongUnixMs);
            bench.Clock.UnixMs = GateBench.Now;
            bench.Step();
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 1, GateBench.Soon));
        }

        [TestMethod]
        public void A_clock_set_back_by_a_stranger_brings_no_command_back()
        {
            GateBench bench = new GateBench(new MemoryStorage(), GateBench.Now);
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 1, GateBench.Soon));
            bench.Clock.UnixMs += 30 * 24 * HourMs;
            Assert.AreEqual("done", bench.Ask("b", "unlock", bench.Clock.UnixMs, "2026-02-11T03:05:00Z"));

            // Back to the minute in which what he has recorded had not expired.
            bench.Clock.UnixMs = GateBench.Now;
            Assert.IsTrue(bench.Ask("x", "unlock", GateBench.Now + 2, GateBench.Soon).StartsWith("replayed"));
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 1, GateBench.Soon), "its old answer");
            Assert.AreEqual(2, bench.Executed);
        }

        [TestMethod]
        public void With_either_slot_of_the_counter_spoilt_no_command_runs_a_second_time()
        {
            for (int slot = 0; slot < 2; slot++)
            {
                GateBench bench = new GateBench(new MemoryStorage(), GateBench.Now);
                Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 1, GateBench.Soon));
                Assert.AreEqual("done", bench.Ask("b", "unlock", GateBench.Now + 2, GateBench.Soon));
                bench.Flash.Spoil(CommandBook.FileName + "." + slot.ToString(), 6);
                bench = new GateBench(bench.Flash, GateBench.Now);
                bench.Ask("b", "unlock", GateBench.Now + 2, GateBench.Soon);
                Assert.AreEqual("replayed {\"last\":1768187040002}", bench.Ask("c", "unlock", GateBench.Now + 2, GateBench.Soon));
                Assert.AreEqual(0, bench.Executed);
            }
        }

        [TestMethod]
        public void A_counter_kept_by_the_firmware_before_counts_on()
        {
            MemoryStorage flash = new MemoryStorage();
            new TwoSlotNumber(flash, CommandBook.FileName).TryWrite(GateBench.Now + 7);
            GateBench bench = new GateBench(flash, GateBench.Now);
            Assert.AreEqual("replayed {\"last\":1768187040007}", bench.Ask("a", "unlock", GateBench.Now + 7, GateBench.Soon));
            Assert.AreEqual("done", bench.Ask("a", "unlock", GateBench.Now + 8, GateBench.Soon));
        }

        [TestMethod]
        public void Malformed_says_what()
        {
            GateBench bench = new GateBench(new MemoryStorage(), GateBench.Now);
            string mac = new string('0', 64);
            Assert.AreEqual("malformed {\"reason\":\"no JSON object from byte 0 on\"}", bench.Ask("garbage"));
            Assert.AreEqual("malformed {\"reason\":\"no JSON object from byte 10 on\"}", bench.Ask("{\"id\":\"a\" \"name\""));
            Assert.AreEqual("malformed {\"reason\":\"id: is missing\"}", bench.Ask("{}"));
            Assert.AreEqual("malformed {\"reason\":\"id: must be text, and there once\"}", bench.Ask("{\"id\":1}"));
            Assert.AreEqual("malformed {\"reason\":\"id: must be text, and there once\"}", bench.Ask("{\"id\":\"a\",\"id\":\"b\"}"));
            Assert.AreEqual("malformed {\"reason\":\"name: must be text, and there once\"}", bench.Ask("{\"name\":\"\\ud842\"}"));
            string[] wrong = new string[] { "\"1\"", "0", "-1", "1.5", "1e3", "9007199254740992", "null" };
            for (int i = 0; i < wrong.Length; i++)
            {
                Assert.AreEqual(
                    "malformed {\"reason\":\"counter: must be a whole number, 1 to 9007199254740991, and there once\"}",
                    bench.Ask("{\"counter\":" + wrong[i] + "}"));
            }

            Assert.AreEqual("malformed {\"reason\":\"mac: must be 64 hexadecimal digits in lower case\"}",
                bench.Ask(Command("a", "{}", GateBench.Soon, "00")));
            Assert.AreEqual("malformed {\"reason\":\"id: must be 1 to 64 letters, digits, '.', '_' and '-'\"}",
                bench.Ask(Command("a b", "{}", GateBench.Soon, mac)));
            Assert.AreEqual("malformed {\"reason\":\"args: must be a JSON object as text, {} for nothing\"}",
                bench.Ask(Command("a", "[]", GateBench.Soon, mac)));
            Assert.AreEqual("malformed {\"reason\":\"expires: must be a time such as 2026-01-12T03:05:00Z\"}",
                bench.Ask(Command("a", "{}", "tomorrow", mac)));
        }

        private static string Command(string id, string args, string expires, string mac) =>
            "{\"id\":\"" + id + "\",\"name\":\"unlock\",\"args\":\"" + args + "\",\"counter\":1,\"expires\":\"" + expires
                + "\",\"mac\":\"" + mac + "\"}";
    }
}
