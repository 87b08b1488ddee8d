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
        public void Three_early_deaths_lead_into_safe_mode_and_a_healthy_hour_leads_out()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            for (int i = 0; i < 3; i++)
            {
                Assert.IsFalse(new BootRecord(flash, log).IsSafeMode);
            }

            BootRecord safe = new BootRecord(flash, log);
            Assert.IsTrue(safe.IsSafeMode);
            Assert.AreEqual(",\"safeMode\":true", safe.StartData);

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
            Assert.AreEqual(",\"restart\":\"safe mode ended\"", normal.StartData);
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
                Assert.IsNull(boots.CrashData);
                if (i % 2 == 0)
                {
                    boots.TryMarkPlannedUnlessCrashed("command");
                }
                else
                {
                    new MemoryKeeper(flash, new MemoryMailbox(), boots, new RestartDesk()).Step(SupervisionTimeouts.SurvivedMs);
                }
            }
        }

        [TestMethod]
        public void A_boot_that_lasts_a_moment_less_than_5_min_is_an_early_death()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            new MemoryKeeper(flash, new MemoryMailbox(), new BootRecord(flash, log), new RestartDesk()).Step(299999);
            BootRecord second = new BootRecord(flash, log);
            Assert.AreEqual(1, second.EarlyDeaths);
            new MemoryKeeper(flash, new MemoryMailbox(), second, new RestartDesk()).Step(300000);
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
            Assert.AreEqual("\"reason\":\"scan: 'a/b?\"", next.CrashData);
            Assert.AreEqual(1, next.EarlyDeaths);
            Assert.AreEqual(string.Empty, next.StartData);
            Assert.AreEqual(PlainReason.MaxLength, PlainReason.Of(new string('x', 500)).Length);
        }

        [TestMethod]
        public void A_power_cut_at_any_byte_of_the_record_counts_at_most_one_death_wrong()
        {
            for (int cut = 0; cut < 17; cut++)
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
            mailbox.Post(new CabinetMemory());
            keeper.Step(1000);
            Assert.IsFalse(new TwoSlotRecord(flash, MemoryKeeper.FileName).TryRead(out byte[] _));
            keeper.Take();
            keeper.Step(1100);
            Assert.IsTrue(new TwoSlotRecord(flash, MemoryKeeper.FileName).TryRead(out byte[] _));
        }

        [TestMethod]
        public void Safe_mode_never_heats_and_is_never_ready()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Climate.ProbeFitted = true;
            configuration.Climate.HeaterFitted = true;
            CabinetBench bench = new CabinetBench(configuration.ToSafeMode());
            bench.Inputs.UnixMs = 1768186976664;
            bench.Requests.TryAdd(CabinetRequest.Inspect, 0);
            for (int i = 0; i < 500; i++)
            {
                bench.Inputs.InsideReading = ProbeReading.Ok;
                bench.Inputs.InsideDeciC = -200;
                bench.Scan();
                Assert.IsFalse(bench.Outputs.HeaterOn);
            }

            int expected = (1 << (int)ReadinessReason.AedUnknown) | (1 << (int)ReadinessReason.TemperatureUnknown);
            Assert.AreEqual(expected, bench.State().Reasons & expected);
        }

        private static void Step(Supervisor supervisor, long fromMs, long toMs)
        {
            for (long nowMs = fromMs; nowMs <= toMs; nowMs += SupervisionTimeouts.PeriodMs)
            {
                supervisor.Step(nowMs);
            }
        }

        private static void NoteIf(bool notes, Progress progress, long nowMs)
        {
            if (notes)
            {
                progress.Note(nowMs);
            }
        }
    }
}
