using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class ModeControlTests
    {
        private const long MinuteMs = 60000;
        private const long HourMs = 60 * MinuteMs;

        [TestMethod]
        public void A_commissioned_cabinet_starts_in_normal_mode_because_no_mode_is_kept()
        {
            ModeControl modes = New();

            modes.Update(1000);
            Assert.IsTrue(modes.Mode == OperatingMode.Normal);
            Assert.IsFalse(HasChanged(modes));
        }

        [TestMethod]
        public void A_drill_starts_and_is_told_once()
        {
            ModeControl modes = New();

            Assert.IsTrue(modes.TryStart(OperatingMode.Drill, 0, false, 1000));
            Assert.IsTrue(modes.Mode == OperatingMode.Drill);
            Assert.IsTrue(modes.Started == OperatingMode.Drill);
            Assert.IsTrue(modes.Ended == OperatingMode.Normal);
            modes.Update(1020);
            Assert.IsFalse(HasChanged(modes));
            Assert.IsTrue(modes.Mode == OperatingMode.Drill);
        }

        [TestMethod]
        public void A_drill_ends_by_itself_at_exactly_its_duration()
        {
            ModeControl modes = New();

            modes.TryStart(OperatingMode.Drill, 20 * MinuteMs, false, 1000);
            modes.Update(1000 + (20 * MinuteMs) - 1);
            Assert.IsTrue(modes.Mode == OperatingMode.Drill);
            modes.Update(1000 + (20 * MinuteMs));
            Assert.IsTrue(modes.Mode == OperatingMode.Normal);
            Assert.IsTrue(modes.Ended == OperatingMode.Drill);
            modes.Update(1020 + (20 * MinuteMs));
            Assert.IsFalse(HasChanged(modes));
        }

        [TestMethod]
        public void Without_a_duration_it_lasts_an_hour()
        {
            ModeControl modes = New();

            modes.TryStart(OperatingMode.Maintenance, 0, false, 1000);
            Assert.AreEqual(1000 + HourMs, modes.EndsAtMs);
            modes.Update(1000 + HourMs - 1);
            Assert.IsTrue(modes.Mode == OperatingMode.Maintenance);
            modes.Update(1000 + HourMs);
            Assert.IsTrue(modes.Mode == OperatingMode.Normal);
            Assert.AreEqual(0L, modes.EndsAtMs);
        }

        [TestMethod]
        public void Nothing_lasts_longer_than_eight_hours()
        {
            ModeControl modes = New();

            modes.TryStart(OperatingMode.Drill, 24 * HourMs, false, 1000);
            modes.Update(1000 + (8 * HourMs) - 1);
            Assert.IsTrue(modes.Mode == OperatingMode.Drill);
            modes.Update(1000 + (8 * HourMs));
            Assert.IsTrue(modes.Mode == OperatingMode.Normal);
        }

        [TestMethod]
        public void Eight_hours_themselves_are_allowed()
        {
            ModeControl modes = New();

            modes.TryStart(OperatingMode.Maintenance, 8 * HourMs, false, 0);
            Assert.AreEqual(8 * HourMs, modes.EndsAtMs);
        }

        [TestMethod]
        public void A_scan_that_comes_late_ends_it_all_the_same()
        {
            ModeControl modes = New();

            modes.TryStart(OperatingMode.Drill, MinuteMs, false, 1000);
            modes.Update(1000 + (5 * HourMs));
            Assert.IsTrue(modes.Ended == OperatingMode.Drill);
        }

        [TestMethod]
        public void A_command_ends_it()
        {
            ModeControl modes = New();

            modes.TryStart(OperatingMode.Drill, 0, false, 1000);
            Assert.IsTrue(modes.TryEnd(OperatingMode.Drill));
            Assert.IsTrue(modes.Mode == OperatingMode.Normal);
            Assert.IsTrue(modes.Ended == OperatingMode.Drill);
            Assert.IsTrue(modes.Started == OperatingMode.Normal);
        }

        [TestMethod]
        public void What_does_not_run_can_not_be_ended()
        {
            ModeControl modes = New();

            Assert.IsFalse(modes.TryEnd(OperatingMode.Drill));
            modes.TryStart(OperatingMode.Drill, 0, false, 1000);
            Assert.IsFalse(modes.TryEnd(OperatingMode.Maintenance));
            Assert.IsTrue(modes.Mode == OperatingMode.Drill);
            Assert.IsFalse(HasChanged(modes));
        }

        [TestMethod]
        public void Starting_one_ends_the_other()
        {
            ModeControl modes = New();

            modes.TryStart(OperatingMode.Drill, 0, false, 1000);
            Assert.IsTrue(modes.TryStart(OperatingMode.Maintenance, 10 * MinuteMs, false, 2000));
            Assert.IsTrue(modes.Mode == OperatingMode.Maintenance);
            Assert.IsTrue(modes.Ended == OperatingMode.Drill);
            Assert.IsTrue(modes.Started == OperatingMode.Maintenance);

            Assert.IsTrue(modes.TryStart(OperatingMode.Drill, 10 * MinuteMs, false, 3000));
            Assert.IsTrue(modes.Ended == OperatingMode.Maintenance);
            Assert.IsTrue(modes.Started == OperatingMode.Drill);
        }

        [TestMethod]
        public void Declaring_the_running_one_again_counts_its_time_from_now_and_tells_nothing()
        {
            ModeControl modes = New();

            modes.TryStart(OperatingMode.Drill, 10 * MinuteMs, false, 0);
            Assert.IsTrue(modes.TryStart(OperatingMode.Drill, 10 * MinuteMs, false, 5 * MinuteMs));
            Assert.IsFalse(HasChanged(modes));
            modes.Update((15 * MinuteMs) - 1);
            Assert.IsTrue(modes.Mode == OperatingMode.Drill);
            modes.Update(15 * MinuteMs);
            Assert.IsTrue(modes.Mode == OperatingMode.Normal);
        }

        [TestMethod]
        public void No_command_leads_out_of_not_commissioned()
        {
            ModeControl modes = new ModeControl(new ModeSettings(), false);

            Assert.IsFalse(modes.TryStart(OperatingMode.Drill, 0, false, 1000));
            Assert.IsFalse(modes.TryStart(OperatingMode.Maintenance, 0, false, 1000));
            Assert.IsFalse(modes.TryEnd(OperatingMode.NotCommissioned));
            modes.Update(9 * HourMs);
            Assert.IsTrue(modes.Mode == OperatingMode.NotCommissioned);
            Assert.IsFalse(HasChanged(modes));
        }

        [TestMethod]
        public void Only_a_drill_and_maintenance_can_be_started()
        {
            ModeControl modes = New();

            Assert.IsFalse(modes.TryStart(OperatingMode.NotCommissioned, 0, false, 1000));
            modes.TryStart(OperatingMode.Drill, 0, false, 1000);
            Assert.IsFalse(modes.TryStart(OperatingMode.Normal, 0, false, 1000));
            Assert.IsTrue(modes.Mode == OperatingMode.Drill);
        }

        [TestMethod]
        public void In_a_drill_nothing_is_more_than_info()
        {
            for (int severity = 0; severity <= (int)Severity.Emergency; severity++)
            {
                Assert.IsTrue(SeverityCap.Cap((Severity)severity, OperatingMode.Drill) == Severity.Info);
            }
        }

        [TestMethod]
        public void In_maintenance_nothing_is_more_than_maintenance()
        {
            Assert.IsTrue(SeverityCap.Cap(Severity.Info, OperatingMode.Maintenance) == Severity.Info);
            Assert.IsTrue(SeverityCap.Cap(Severity.Maintenance, OperatingMode.Maintenance) == Severity.Maintenance);
            Assert.IsTrue(SeverityCap.Cap(Severity.Urgent, OperatingMode.Maintenance) == Severity.Maintenance);
            Assert.IsTrue(SeverityCap.Cap(Severity.Emergency, OperatingMode.Maintenance) == Severity.Maintenance);
        }

        [TestMethod]
        public void Otherwise_everything_has_its_own_severity()
        {
            for (int severity = 0; severity <= (int)Severity.Emergency; severity++)
            {
                Assert.AreEqual(severity, (int)SeverityCap.Cap((Severity)severity, OperatingMode.Normal));
                Assert.AreEqual(severity, (int)SeverityCap.Cap((Severity)severity, OperatingMode.NotCommissioned));
            }
        }

        // By the latest call.
        private static bool HasChanged(ModeControl modes) => modes.Ended != OperatingMode.Normal || modes.Started != OperatingMode.Normal;

        private static ModeControl New() => new ModeControl(new ModeSettings(), true);
    }
}
