using AedCabinet.Alarms;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class LampTests
    {
        private const long MinuteMs = 60000;

        [TestMethod]
        public void With_a_link_one_lamp_tells_how_ready_it_is()
        {
            Assert.AreEqual("green", Lit(true, false));
            Assert.AreEqual("amber", Lit(false, false));
            Assert.AreEqual("red", Lit(false, true));
        }

        [TestMethod]
        public void Green_is_never_lit_while_something_urgent_holds()
        {
            Assert.AreEqual("red", Lit(true, true));
        }

        [TestMethod]
        public void After_ten_minutes_without_a_link_amber_blinks_and_green_stays_lit()
        {
            OutputImage outputs = new OutputImage();
            Lamps lamps = new Lamps(new AlarmSettings(), FaultCode.None);
            lamps.Drive(true, false, true, 1000, outputs);

            lamps.Drive(true, false, false, 2000, outputs);
            lamps.Drive(true, false, false, 2000 + (10 * MinuteMs) - 1, outputs);
            Assert.AreEqual("green", Lit(outputs));
            lamps.Drive(true, false, false, 2000 + (10 * MinuteMs), outputs);
            Assert.AreEqual("green amber", Lit(outputs));
            lamps.Drive(true, false, false, 2000 + (10 * MinuteMs) + 999, outputs);
            Assert.AreEqual("green amber", Lit(outputs));
            lamps.Drive(true, false, false, 2000 + (10 * MinuteMs) + 1000, outputs);
            Assert.AreEqual("green", Lit(outputs));
            lamps.Drive(true, false, false, 2000 + (10 * MinuteMs) + 2000, outputs);
            Assert.AreEqual("green amber", Lit(outputs));
        }

        [TestMethod]
        public void Steady_amber_and_red_go_before_the_blinking()
        {
            OutputImage outputs = new OutputImage();
            Lamps lamps = new Lamps(new AlarmSettings(), FaultCode.None);
            lamps.Drive(true, false, false, 0, outputs);

            for (long ms = 11 * MinuteMs; ms < 12 * MinuteMs; ms += 20)
            {
                lamps.Drive(false, false, false, ms, outputs);
                Assert.AreEqual("amber", Lit(outputs));
                lamps.Drive(false, true, false, ms, outputs);
                Assert.AreEqual("red", Lit(outputs));
            }
        }

        [TestMethod]
        public void The_link_s_return_ends_the_blinking_and_its_ten_minutes_begin_anew()
        {
            OutputImage outputs = new OutputImage();
            Lamps lamps = new Lamps(new AlarmSettings(), FaultCode.None);
            lamps.Drive(true, false, false, 0, outputs);
            lamps.Drive(true, false, false, 10 * MinuteMs, outputs);
            Assert.AreEqual("green amber", Lit(outputs));

            lamps.Drive(true, false, true, 11 * MinuteMs, outputs);
            Assert.AreEqual("green", Lit(outputs));
            lamps.Drive(true, false, false, 12 * MinuteMs, outputs);
            lamps.Drive(true, false, false, (22 * MinuteMs) - 1, outputs);
            Assert.AreEqual("green", Lit(outputs));
            lamps.Drive(true, false, false, 22 * MinuteMs, outputs);
            Assert.AreEqual("green amber", Lit(outputs));
        }

        [TestMethod]
        public void A_board_that_is_not_commissioned_blinks_its_code_with_all_lamps()
        {
            Assert.AreEqual("300 on, 2300 off", Blinks(FaultCode.NoConfiguration));
            Assert.AreEqual("300 on, 300 off, 300 on, 2300 off", Blinks(FaultCode.UnreadableConfiguration));
            Assert.AreEqual("300 on, 300 off, 300 on, 300 off, 300 on, 2300 off", Blinks(FaultCode.WrongSettings));
        }

        [TestMethod]
        public void The_code_blinks_whatever_the_lamps_would_say_otherwise_and_again_and_again()
        {
            OutputImage outputs = new OutputImage();
            Lamps lamps = new Lamps(new AlarmSettings(), FaultCode.NoConfiguration);
            for (long round = 0; round < 100; round++)
            {
                lamps.Drive(round % 2 == 0, round % 3 == 0, round % 5 == 0, round * 2600, outputs);
                Assert.AreEqual("green amber red", Lit(outputs));
                lamps.Drive(round % 2 == 0, round % 3 == 0, round % 5 == 0, (round * 2600) + 300, outputs);
                Assert.AreEqual("none", Lit(outputs));
            }
        }

        // One round of the code, as scans see it.
        private static string Blinks(FaultCode fault)
        {
            OutputImage outputs = new OutputImage();
            Lamps lamps = new Lamps(new AlarmSettings(), fault);
            int periodMs = ((int)fault * (Lamps.CodeOnMs + Lamps.CodeOffMs)) + Lamps.CodePauseMs;
            string text = string.Empty;
            bool wasOn = true;
            int sinceMs = 0;
            for (int ms = 0; ms <= periodMs; ms += 20)
            {
                lamps.Drive(true, false, true, ms, outputs);
                string lit = Lit(outputs);
                bool isOn = lit == "green amber red";
                Assert.IsTrue(isOn || lit == "none");
                if (isOn != wasOn)
                {
                    text += (text.Length == 0 ? string.Empty : ", ") + (ms - sinceMs).ToString() + (wasOn ? " on" : " off");
                    wasOn = isOn;
                    sinceMs = ms;
                }
            }

            return text;
        }

        private static string Lit(bool isReady, bool isUrgent)
        {
            OutputImage outputs = new OutputImage();
            new Lamps(new AlarmSettings(), FaultCode.None).Drive(isReady, isUrgent, true, 1000, outputs);
            return Lit(outputs);
        }

        private static string Lit(OutputImage outputs)
        {
            string lit = (outputs.LampGreen ? " green" : string.Empty)
                + (outputs.LampAmber ? " amber" : string.Empty)
                + (outputs.LampRed ? " red" : string.Empty);
            return lit.Length == 0 ? "none" : lit.Substring(1);
        }
    }
}
