using System.Collections;
using System.Text;
using AedCabinet.Commands;
using AedCabinet.Exchange;
using AedCabinet.Formats;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using AedCabinet.Supervision;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>What settings from afar may do, when they are kept, and what of them is said (SPEC §14).</summary>
    [TestClass]
    public class RemoteSettingsTests
    {
        [TestMethod]
        public void Settings_on_trial_fall_back_to_what_was_confirmed_last_however_many_trials_follow()
        {
            MemoryStorage flash = new MemoryStorage();
            Confirm(flash, "good");

            Begin(flash, "first");
            Begin(flash, "second");
            Assert.AreEqual("second", Open(flash).ReadOverlay());
            Assert.IsTrue(Open(flash).TryRevert());
            Assert.AreEqual("good", Open(flash).ReadOverlay());
        }

        [TestMethod]
        public void A_trial_begun_before_the_one_taken_back_was_told_falls_back_to_what_was_confirmed_last_too()
        {
            MemoryStorage flash = new MemoryStorage();
            Confirm(flash, "good");

            Begin(flash, "first");
            Assert.IsTrue(Open(flash).TryRevert());
            Begin(flash, "second");
            Assert.IsTrue(Open(flash).TryRevert());
            Assert.AreEqual("good", Open(flash).ReadOverlay());
            Assert.IsTrue(Open(flash).TryNoteTold());
            Assert.AreEqual("good", Open(flash).ReadOverlay());
        }

        [TestMethod]
        public void Settings_taken_back_leave_each_of_the_others_once()
        {
            Hashtable settings = new Hashtable();
            Hashtable changes = new Hashtable();
            for (int i = 0; i < 24; i++)
            {
                settings["s" + i.ToString()] = i;
                changes["s" + i.ToString()] = i % 2 == 0 ? null : (object)(i + 100);
            }

            JsonWriter writer = new JsonWriter();
            Assert.IsTrue(SettingsText.TryWrite(writer, "all", SettingsMerge.On(settings, changes)));
            string text = writer.ToString();
            int count = 0;
            for (int at = text.IndexOf("\"s"); at >= 0; at = text.IndexOf("\"s", at + 1))
            {
                count++;
            }

            Assert.AreEqual(12, count);
            Assert.IsTrue(text.IndexOf("\"s11\":111") >= 0 && text.IndexOf("\"s10\"") < 0);
        }

        private static void Confirm(MemoryStorage flash, string overlay)
        {
            Begin(flash, overlay);
            Assert.IsTrue(Open(flash).TryConfirm());
        }

        private static void Begin(MemoryStorage flash, string overlay) => Assert.IsTrue(Open(flash).TryBeginTrial(overlay, "c-" + overlay));

        // Read as the next boot reads them.
        private static RemoteSettings Open(MemoryStorage flash) => new RemoteSettings(flash, Encoding.UTF8.GetBytes("{}"));

        public void New_settings_are_kept_only_when_a_signed_command_arrives_over_them_within_10_minutes()
        {
            MemoryStorage flash = new MemoryStorage();
            Assert.IsTrue(Trial(flash, new RestartDesk()).TryBegin("{\"door\":{\"leftOpenSeconds\":60}}", "c-1"));

            // A link to any broker confirms nothing.
            RestartDesk restarts = new RestartDesk();
            SettingsTrial trial = Trial(flash, restarts);
            for (int ms = 0; ms < SettingsTrial.TrialMs; ms += 1000)
            {
                trial.Step(true, ms);
            }

            Assert.IsTrue(trial.IsUnderWay);
            trial.NoteSigned(SettingsTrial.TrialMs - 1);
            Assert.IsFalse(trial.IsUnderWay);
            trial.Step(true, SettingsTrial.TrialMs);
            Assert.IsFalse(restarts.IsAsked);
            Assert.AreEqual("{\"door\":{\"leftOpenSeconds\":60}}", new RemoteSettings(flash, new byte[1]).ReadOverlay());
            Assert.IsTrue(trial.TryTakeOutcome(out string id, out CommandOutcome outcome));
            Assert.AreEqual("c-1 done", id + " " + outcome.Code);
        }

        [TestMethod]
        public void Else_they_are_reverted_however_long_the_link_was_up()
        {
            MemoryStorage flash = new MemoryStorage();
            Assert.IsTrue(Trial(flash, new RestartDesk()).TryBegin("{\"door\":{\"leftOpenSeconds\":60}}", "c-1"));
            RestartDesk restarts = new RestartDesk();
            SettingsTrial trial = Trial(flash, restarts);
            trial.Step(true, SettingsTrial.TrialMs - 1);
            Assert.IsFalse(restarts.IsAsked);
            trial.Step(true, SettingsTrial.TrialMs);
            Assert.IsTrue(restarts.IsAsked);
            trial.NoteSigned(SettingsTrial.TrialMs + 1);
            Assert.AreEqual(string.Empty, new RemoteSettings(flash, new byte[1]).ReadOverlay());
        }

        [TestMethod]
        public void A_command_over_the_old_settings_confirms_nothing()
        {
            MemoryStorage flash = new MemoryStorage();
            SettingsTrial trial = Trial(flash, new RestartDesk());
            Assert.IsTrue(trial.TryBegin("{\"door\":{\"leftOpenSeconds\":60}}", "c-1"));
            trial.NoteSigned(1000);
            Assert.IsTrue(Trial(flash, new RestartDesk()).IsUnderWay);
        }

        [TestMethod]
        public void When_flash_refuses_to_note_the_confirmation_it_is_noted_later()
        {
            MemoryStorage flash = new MemoryStorage();
            Assert.IsTrue(Trial(flash, new RestartDesk()).TryBegin("{\"door\":{\"leftOpenSeconds\":60}}", "c-1"));
            SettingsTrial trial = Trial(flash, new RestartDesk());
            flash.IsFull = true;
            trial.NoteSigned(1000);
            flash.IsFull = false;
            trial.Step(false, 1001);
            Assert.IsTrue(trial.IsUnderWay);
            trial.Step(false, 1000 + SettingsTrial.RetryMs);
            Assert.IsFalse(trial.IsUnderWay);
            Assert.IsFalse(new RemoteSettings(flash, new byte[1]).IsOnTrial);
        }

        [TestMethod]
        public void Nothing_can_lower_the_security_of_the_link_from_afar()
        {
            Assert.AreEqual("broker.tls", Rejected(true, "ca.pem", "u", "p", false, "ca.pem", "u", "p"));
            Assert.AreEqual("broker.caFile", Rejected(true, "ca.pem", "u", "p", true, string.Empty, "u", "p"));
            Assert.AreEqual("broker.caFile", Rejected(true, "ca.pem", "u", "p", true, "other.pem", "u", "p"));
            Assert.AreEqual("broker.caFile", Rejected(true, string.Empty, "u", "p", true, "other.pem", "u", "p"));
            Assert.AreEqual("broker.user", Rejected(true, "ca.pem", "u", "p", true, "ca.pem", string.Empty, "p"));
            Assert.AreEqual("broker.password", Rejected(true, "ca.pem", "u", "p", true, "ca.pem", "u", string.Empty));
            Assert.AreEqual(string.Empty, Rejected(true, "ca.pem", "u", "p", true, "ca.pem", "v", "q"));
            Assert.AreEqual(string.Empty, Rejected(false, string.Empty, string.Empty, string.Empty, true, string.Empty, "u", "p"));
        }

        [TestMethod]
        public void Settings_that_disable_what_the_box_is_for_are_told()
        {
            Assert.AreEqual(string.Empty, LossesOf(new CabinetConfiguration()));

            CabinetConfiguration changed = new CabinetConfiguration();
            changed.Presence.Fitted = false;
            Assert.AreEqual("presence.fitted", LossesOf(changed));
            changed.Climate.HeaterFitted = false;
            changed.Power.MainsFitted = false;
            changed.KitOpenedSeverity = Severity.Info;
            Assert.AreEqual("presence.fitted climate.heaterFitted power.mainsFitted kit.openedSeverity", LossesOf(changed));
            Assert.IsNull(changed.LossesAgainst(changed));
            changed.Kind = CabinetKind.Kit;
            Assert.AreEqual("climate.heaterFitted power.mainsFitted kit.openedSeverity", LossesOf(changed));
        }

        [TestMethod]
        [DataRow(0, 1439, true)]
        [DataRow(720, 719, true)]
        [DataRow(600, 360, true)]
        [DataRow(600, 359, false)]
        [DataRow(480, 480, false)]
        [DataRow(1320, 420, false)]
        public void A_quiet_time_of_nearly_24_hours_is_told(int from, int until, bool isTold)
        {
            CabinetConfiguration changed = new CabinetConfiguration();
            changed.Alarm.QuietFromMinute = from;
            changed.Alarm.QuietUntilMinute = until;
            Assert.AreEqual(isTold ? "alarm.quietFrom, alarm.quietUntil" : string.Empty, LossesOf(changed));
        }

        [TestMethod]
        [DataRow(0, 500, false)]
        [DataRow(10, 490, false)]
        [DataRow(-1, 500, true)]
        [DataRow(0, 501, true)]
        public void Limits_beyond_what_the_AED_bears_are_told(int lowDeciC, int highDeciC, bool isTold)
        {
            CabinetConfiguration changed = new CabinetConfiguration();
            changed.TemperatureLimits.LowDeciC = lowDeciC;
            changed.TemperatureLimits.HighDeciC = highDeciC;
            Assert.AreEqual(isTold ? "temperature" : string.Empty, LossesOf(changed));
        }

        private static SettingsTrial Trial(MemoryStorage flash, RestartDesk restarts) =>
            new SettingsTrial(new RemoteSettings(flash, new byte[1]), new NoticeQueue(), restarts, false);

        private static string Rejected(bool tls, string ca, string user, string password, bool nextTls, string nextCa, string nextUser,
            string nextPassword)
        {
            CabinetConfiguration present = new CabinetConfiguration();
            Set(present.Broker, tls, ca, user, password);
            CabinetConfiguration next = new CabinetConfiguration();
            Set(next.Broker, nextTls, nextCa, nextUser, nextPassword);
            ConfigurationProblems problems = new ConfigurationProblems();
            next.RejectWeakerLink(present.Broker, problems);
            return Paths(problems.ToLines());
        }

        private static void Set(BrokerSettings broker, bool tls, string ca, string user, string password)
        {
            broker.Tls = tls;
            broker.CaFile = ca;
            broker.User = user;
            broker.Password = password;
        }

        private static string LossesOf(CabinetConfiguration changed)
        {
            string[] lines = changed.LossesAgainst(new CabinetConfiguration());
            return lines == null ? string.Empty : Paths(lines);
        }

        private static string Paths(string[] lines)
        {
            string paths = string.Empty;
            for (int i = 0; i < lines.Length; i++)
            {
                Assert.IsTrue(lines[i].Length <= 100);
                paths += (i == 0 ? string.Empty : " ") + lines[i].Substring(0, lines[i].IndexOf(':'));
            }

            return paths;
        }
    }
}
