using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Formats;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Temperature;
using AedCabinet.Timing;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class SupervisionTests
    {
        [TestMethod]
        [DataRow(true, true, true, true)]
        [DataRow(false, true, true, false)]
        [DataRow(true, false, true, false)]
        [DataRow(true, true, false, false)]
        public void The_watchdog_is_fed_only_while_all_three_make_progress(bool scan, bool storage, bool link, bool isFed)
        {
            Progress scanProgress = new Progress();
            Progress storageProgress = new Progress();
            Progress linkProgress = new Progress();
            Supervisor supervisor = new Supervisor(scanProgress, storageProgress, linkProgress);
            for (long nowMs = 0; nowMs <= 601000; nowMs += SupervisionTimeouts.PeriodMs)
            {
                NoteIf(scan, scanProgress, nowMs);
                NoteIf(storage, storageProgress, nowMs);
                NoteIf(link, linkProgress, nowMs);
                supervisor.Step(nowMs);
            }

            Assert.AreEqual(isFed, supervisor.MayFeed);
            Assert.AreEqual(!scan ? "scan stalled" : !link ? "link stalled" : null, supervisor.StallReason);
        }

        [TestMethod]
        public void A_scan_stalls_after_10_s_and_not_before()
        {
            Supervisor supervisor = new Supervisor(new Progress(), null, null);
            Step(supervisor, 0, 9000);
            Assert.IsTrue(supervisor.MayFeed);
            Step(supervisor, 10000, 10000);
            Assert.AreEqual("scan stalled", supervisor.StallReason);
        }

        [TestMethod]
        public void A_handshake_that_froze_every_thread_is_no_stall()
        {
            Supervisor supervisor = new Supervisor(new Progress(), null, null);
            Step(supervisor, 0, 1000);
            Step(supervisor, 60000, 60000);
            Assert.IsTrue(supervisor.MayFeed);
        }

        [TestMethod]
        public void Deaths_whose_reason_was_noted_count_at_once_and_a_healthy_hour_leads_out()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            for (int i = 0; i < 3; i++)
            {
                BootRecord dying = new BootRecord(flash, log);
                Assert.IsFalse(dying.IsSafeMode);
                Assert.AreEqual(i, dying.EarlyDeaths);
                dying.TryMarkCrashed("scan");
            }

            BootRecord safe = new BootRecord(flash, log);
            Assert.IsTrue(safe.IsSafeMode);
            Assert.AreEqual(",\"safeMode\":true", StartOf(safe));

            RestartDesk desk = new RestartDesk();
            MemoryKeeper keeper = new MemoryKeeper(flash, new MemoryMailbox(), safe, desk);
            keeper.Step(SupervisionTimeouts.HealthyMs - 1);
            Assert.IsFalse(desk.IsAsked);
            keeper.Step(SupervisionTimeouts.HealthyMs);
            Assert.AreEqual("safe mode ended", desk.Reason);
            safe.TryMarkPlannedUnlessCrashed(desk.Reason);

            BootRecord normal = new BootRecord(flash, log);
            Assert.IsFalse(normal.IsSafeMode);
            Assert.AreEqual(0, normal.EarlyDeaths);
            Assert.AreEqual(",\"restart\":\"safe mode ended\"", StartOf(normal));
        }

        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void Power_cuts_in_any_rhythm_never_lead_into_safe_mode(bool hasClock)
        {
            int[] onSeconds = new int[] { 0, 1, 10, 30, 50, 90, 250, 310, 3000 };
            int[] offSeconds = new int[] { 1, 5, 12 };
            for (int on = 0; on < onSeconds.Length; on++)
            {
                for (int off = 0; off < offSeconds.Length; off++)
                {
                    MemoryStorage flash = new MemoryStorage();
                    SettableClock clock = new SettableClock();
                    long unixMs = 1768186800000;
                    for (int cut = 0; cut < 40; cut++)
                    {
                        BootRecord boots = Live(flash, hasClock ? clock : null, unixMs, onSeconds[on]);
                        Assert.IsFalse(boots.IsSafeMode, "every " + onSeconds[on].ToString() + " s for "
                            + offSeconds[off].ToString() + " s");
                        Assert.AreEqual(0, boots.EarlyDeaths);
                        unixMs += (onSeconds[on] + offSeconds[off] + 3) * 1000L;
                    }
                }
            }
        }

        [TestMethod]
        public void A_program_that_hangs_under_the_external_watchdog_leads_into_safe_mode()
        {
            MemoryStorage flash = new MemoryStorage();
            SettableClock clock = new SettableClock();
            long unixMs = 1768186800000;

            // It lives for 8 to 40 s, and the watchdog needs 90 s to bite.
            int boots = 1;
            while (boots < 60 && !Live(flash, clock, unixMs, 8 + ((boots % 5) * 8)).IsSafeMode)
            {
                unixMs += (8 + ((boots % 5) * 8) + 90) * 1000L;
                boots++;
            }

            // The first boot has none before it, and the last only finds the mark.
            Assert.AreEqual(BootRecord.MaxHangs + 2, boots);
        }

        [TestMethod]
        public void A_boot_that_lives_between_two_hangs_begins_their_count_anew()
        {
            MemoryStorage flash = new MemoryStorage();
            SettableClock clock = new SettableClock();
            long unixMs = 1768186800000;
            for (int i = 0; i < 80; i++)
            {
                Assert.IsFalse(Live(flash, clock, unixMs, i % 8 == 7 ? 60 : 10).IsSafeMode);
                unixMs += 100000;
            }
        }

        [TestMethod]
        public void An_hour_of_sound_running_is_added_up_over_restarts_and_a_failure_begins_it_anew()
        {
            MemoryStorage flash = Safe();
            RecordingLog log = new RecordingLog();
            RestartDesk desk = new RestartDesk();
            Run(flash, desk, 50);
            Assert.IsFalse(desk.IsAsked);
            BootRecord failing = new BootRecord(flash, log);
            new MemoryKeeper(flash, new MemoryMailbox(), failing, desk).Step(60000);
            failing.TryMarkCrashed("scan");

            // A cut every four minutes.
            for (int i = 0; i < 14; i++)
            {
                Run(flash, desk, 4);
                Assert.IsFalse(desk.IsAsked);
            }

            Run(flash, desk, 4);
            Assert.AreEqual("safe mode ended", desk.Reason);
            Assert.IsFalse(new BootRecord(flash, log).IsSafeMode);
        }

        [TestMethod]
        public void A_record_of_an_older_firmware_which_counted_power_cuts_leads_nowhere()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            new TwoSlotRecord(flash, BootRecord.FileName).TryWrite(new byte[] { 3, 4 + 8, (byte)'x' });
            BootRecord boots = new BootRecord(flash, log);
            Assert.AreEqual("x", boots.CrashReason);
            Assert.AreEqual(1, boots.EarlyDeaths);
            Assert.IsFalse(boots.IsSafeMode);
        }

        [TestMethod]
        public void Restarts_on_purpose_and_boots_that_lasted_are_no_early_deaths()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            for (int i = 0; i < 6; i++)
            {
                BootRecord boots = new BootRecord(flash, log);
                Assert.AreEqual(0, boots.EarlyDeaths);
                Assert.IsNull(boots.RestartReason == null ? null : boots.CrashReason);
                if (i % 2 == 0)
                {
                    boots.TryMarkPlannedUnlessCrashed("command");
                }
                else
                {
                    new MemoryKeeper(flash, new MemoryMailbox(), boots, new RestartDesk()).Step(SupervisionTimeouts.SurvivedMs);
                    boots.TryMarkCrashed("scan");
                }
            }
        }

        [TestMethod]
        public void A_boot_that_fails_a_moment_before_its_5_min_is_an_early_death()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            BootRecord first = new BootRecord(flash, log);
            new MemoryKeeper(flash, new MemoryMailbox(), first, new RestartDesk()).Step(299999);
            first.TryMarkCrashed("scan");
            BootRecord second = new BootRecord(flash, log);
            Assert.AreEqual(1, second.EarlyDeaths);
            new MemoryKeeper(flash, new MemoryMailbox(), second, new RestartDesk()).Step(300000);
            second.TryMarkCrashed("scan");
            Assert.AreEqual(0, new BootRecord(flash, log).EarlyDeaths);
        }

        [TestMethod]
        public void A_crash_leaves_its_first_reason_plain_and_is_no_restart_on_purpose()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            BootRecord boots = new BootRecord(flash, log);
            boots.TryMarkCrashed("scan: \"a\\b\n");
            boots.TryMarkCrashed("later");
            boots.TryMarkPlannedUnlessCrashed("stopped");

            BootRecord next = new BootRecord(flash, log);
            Assert.AreEqual("\"reason\":\"scan: 'a/b?\"", EventData.BootCrashed(next));
            Assert.AreEqual(1, next.EarlyDeaths);
            Assert.AreEqual(string.Empty, StartOf(next));
            Assert.AreEqual(PlainReason.MaxLength, PlainReason.Of(new string('x', 500)).Length);
        }

        [TestMethod]
        public void A_power_cut_at_any_byte_of_the_record_counts_at_most_one_death_wrong()
        {
            for (int cut = 0; cut < 22; cut++)
            {
                MemoryStorage flash = new MemoryStorage();
                RecordingLog log = new RecordingLog();
                BootRecord first = new BootRecord(flash, log);
                first.TryMarkSurvived();
                flash.CutNextWriteAfter = cut;
                first.TryMarkPlannedUnlessCrashed("command");
                flash.CutNextWriteAfter = -1;
                BootRecord next = new BootRecord(flash, log);
                Assert.AreEqual(0, next.EarlyDeaths);
                Assert.IsFalse(next.IsSafeMode);
            }
        }

        [TestMethod]
        public void An_open_removal_survives_a_power_cut_until_it_is_inspected()
        {
            CabinetBench bench = new CabinetBench().Settled();
            MemoryStorage flash = new MemoryStorage();
            BootRecord boots = new BootRecord(flash, new RecordingLog());
            MemoryKeeper keeper = new MemoryKeeper(flash, bench.Memories, boots, new RestartDesk());
            bench.OpenDoor();
            bench.TakeAed();
            keeper.Take();
            keeper.Step(1000);

            MemoryMailbox restored = new MemoryMailbox();
            MemoryKeeper unused = new MemoryKeeper(flash, restored, boots, new RestartDesk());
            unused.Take();
            CabinetBench after = new CabinetBench(CabinetBench.Commissioned(), restored).Settled();
            Assert.IsTrue(after.State().IsRemovalOpen);
            Assert.IsTrue(after.State().NeedsInspection);
            after.Requests.TryAdd(CabinetRequest.Inspect, 0);
            after.RunMs(100);
            Assert.IsFalse(after.State().IsRemovalOpen);
            Assert.IsFalse(after.State().NeedsInspection);
        }

        [TestMethod]
        public void A_memory_left_after_the_events_were_taken_waits_for_the_next_step()
        {
            MemoryStorage flash = new MemoryStorage();
            MemoryMailbox mailbox = new MemoryMailbox();
            BootRecord boots = new BootRecord(flash, new RecordingLog());
            MemoryKeeper keeper = new MemoryKeeper(flash, mailbox, boots, new RestartDesk());
            keeper.Take();
            mailbox.Post(new PersistentState());
            keeper.Step(1000);
            Assert.IsFalse(new TwoSlotRecord(flash, MemoryKeeper.FileName).TryRead(out byte[] _));
            keeper.Take();
            keeper.Step(1100);
            Assert.IsTrue(new TwoSlotRecord(flash, MemoryKeeper.FileName).TryRead(out byte[] _));
        }

        [TestMethod]
        public void In_safe_mode_probe_temperature_alarms_and_the_thermostat_go_on_and_it_is_never_ready()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Climate.ProbeFitted = true;
            configuration.Climate.HeaterFitted = true;
            configuration.Climate.HeaterOnBelowDeciC = -300;
            CabinetBench bench = new CabinetBench(configuration.ToSafeMode());
            bench.Inputs.UnixMs = 1768186976664;
            bench.Requests.TryAdd(CabinetRequest.Inspect, 0);
            for (int i = 0; i < 35; i++)
            {
                bench.Inputs.InsideReading = ProbeReading.Ok;
                bench.Inputs.InsideDeciC = -200;
                bench.RunSlowly(10000);
            }

            Assert.IsTrue(bench.Outputs.HeaterOn);
            Assert.AreEqual((int)TemperatureLevel.Low, (int)bench.State().Temperature);
            int expected = (1 << (int)ReadinessReason.AedUnknown) | (1 << (int)ReadinessReason.TemperatureLow);
            Assert.AreEqual(expected, bench.State().Reasons & expected);
            bench.TakeEvents();
            bench.OpenDoor();
            Assert.IsTrue(bench.Outputs.Sounder);
        }

        // One boot that is cut off, or hangs, after a time; its clock is known after 5 s.
        private static BootRecord Live(MemoryStorage flash, SettableClock clock, long unixMs, int seconds)
        {
            RecordingLog log = new RecordingLog();
            BootRecord boots = new BootRecord(flash, log);
            boots.Clock = clock;
            MemoryKeeper keeper = new MemoryKeeper(flash, new MemoryMailbox(), boots, new RestartDesk());
            for (long nowMs = 0; nowMs < seconds * 1000L; nowMs += 5000)
            {
                if (clock != null)
                {
                    clock.UnixMs = nowMs < 5000 ? 0 : unixMs + nowMs;
                }

                keeper.Step(nowMs);
            }

            return boots;
        }

        private static MemoryStorage Safe()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            for (int i = 0; i < 3; i++)
            {
                new BootRecord(flash, log).TryMarkCrashed("scan");
            }

            return flash;
        }

        private static void Run(MemoryStorage flash, RestartDesk desk, int minutes)
        {
            BootRecord boots = new BootRecord(flash, new RecordingLog());
            Assert.IsTrue(boots.IsSafeMode);
            MemoryKeeper keeper = new MemoryKeeper(flash, new MemoryMailbox(), boots, desk);
            for (int minute = 0; minute <= minutes; minute++)
            {
                keeper.Step(minute * 60000L);
            }
        }

        private static void Step(Supervisor supervisor, long fromMs, long toMs)
        {
            for (long nowMs = fromMs; nowMs <= toMs; nowMs += SupervisionTimeouts.PeriodMs)
            {
                supervisor.Step(nowMs);
            }
        }

        private static string StartOf(BootRecord boots) => EventData.Start(boots, false, WakeCause.PowerOn);

        private static void NoteIf(bool notes, Progress progress, long nowMs)
        {
            if (notes)
            {
                progress.Note();
            }
        }
    }
}
