using AedCabinet.Indicator;
using AedCabinet.Learning;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class IndicatorLearnerTests
    {
        [TestMethod]
        public void It_observes_for_three_minutes()
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.Blink(5000, 30, 1500);
            bench.Begin(Custom());

            bench.RunMs(179980);
            Is(LearningOutcome.Observing, bench.Learner);
            Assert.IsNull(bench.Learner.Proposal);
            bench.RunMs(20);
            Is(LearningOutcome.Proposed, bench.Learner);
        }

        [TestMethod]
        public void A_blink_is_proposed_with_a_margin()
        {
            IndicatorProfile proposal = Proposed(Custom(), 5000, 200);

            Assert.AreEqual((int)IndicatorKind.Blinking, (int)proposal.Kind);
            Assert.AreEqual((int)IndicatorMeaning.Ready, (int)proposal.Green.Blinking);
            Assert.AreEqual((int)IndicatorMeaning.None, (int)proposal.Green.Steady);
            Assert.AreEqual(3750, proposal.PeriodMinMs);
            Assert.AreEqual(6250, proposal.PeriodMaxMs);
            Assert.AreEqual(60, proposal.PulseMinMs);
            Assert.AreEqual(440, proposal.PulseMaxMs);
            Assert.AreEqual(25000, proposal.DarkAfterMs);
            Assert.AreEqual("learned on site", proposal.Source);
            Assert.IsTrue(proposal.IsKindConfirmed && proposal.IsPeriodConfirmed && proposal.IsPulseConfirmed && proposal.IsDarkConfirmed);
            Assert.IsTrue(proposal.Green.IsConfirmed);
        }

        [TestMethod]
        public void Every_rhythm_a_profile_may_name_can_be_taught_and_is_then_ready()
        {
            int[] periodsMs = { 250, 1000, 5000, 12000, 30000, 44000 };
            for (int i = 0; i < periodsMs.Length; i++)
            {
                IndicatorProfile proposal = Proposed(Custom(), periodsMs[i], 5);
                Assert.AreEqual(0, proposal.PulseMinMs);
                Assert.IsTrue(proposal.DarkAfterMs >= IndicatorProfile.DarkPeriods * proposal.PeriodMaxMs);

                IndicatorBench bench = new IndicatorBench(proposal);
                bench.Green.Blink(periodsMs[i], 5, 1500);
                bench.RunS(300);
                Assert.AreEqual("ready", IndicatorDecoder.NameOf(bench.State), periodsMs[i].ToString());
            }
        }

        [TestMethod]
        public void A_steady_light_is_proposed_as_steady()
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.On();
            bench.Begin(Custom());

            bench.RunMs(180000);
            Is(LearningOutcome.Proposed, bench.Learner);
            Assert.AreEqual((int)IndicatorKind.Steady, (int)bench.Learner.Proposal.Kind);
            Assert.AreEqual((int)IndicatorMeaning.Ready, (int)bench.Learner.Proposal.Green.Steady);
            Assert.AreEqual(10000, bench.Learner.Proposal.DarkAfterMs);
        }

        [TestMethod]
        public void Without_any_light_nothing_is_proposed()
        {
            LearnerBench bench = new LearnerBench();
            bench.Begin(Custom());

            bench.RunMs(180000);
            Is(LearningOutcome.NothingSeen, bench.Learner);
            Assert.IsNull(bench.Learner.Proposal);
        }

        [TestMethod]
        public void Two_lights_are_not_told_apart()
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.Blink(5000, 30, 1500);
            bench.Red.Blink(170000, 30, 9000);
            bench.Begin(Custom());

            bench.RunMs(180000);
            Is(LearningOutcome.BothLights, bench.Learner);
        }

        [TestMethod]
        public void Random_light_is_an_unsteady_rhythm()
        {
            for (int seed = 1; seed <= 20; seed++)
            {
                SeededRandom random = new SeededRandom(seed);
                LearnerBench bench = new LearnerBench();
                bench.Begin(Custom());
                while (bench.Learner.Outcome == LearningOutcome.Observing)
                {
                    bench.Green.Blink(60000, 30, bench.NowMs + 100 + random.Next(6000));
                    bench.RunMs(6200);
                }

                Assert.AreEqual((int)LearningOutcome.UnsteadyRhythm, (int)bench.Learner.Outcome, "seed " + seed.ToString());
            }
        }

        [TestMethod]
        public void A_light_that_changes_its_rhythm_while_observed_is_unsteady()
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.Blink(2000, 30, 1500);
            bench.Begin(Custom());

            bench.RunMs(90000);
            bench.Green.On();
            bench.RunMs(90000);
            Is(LearningOutcome.UnsteadyRhythm, bench.Learner);
        }

        [TestMethod]
        public void A_blink_that_stopped_before_the_end_is_unsteady()
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.Blink(2000, 30, 1500);
            bench.Begin(Custom());

            bench.RunMs(160000);
            bench.Green.Off();
            bench.RunMs(20000);
            Is(LearningOutcome.UnsteadyRhythm, bench.Learner);
        }

        [TestMethod]
        public void A_missed_flash_does_not_spoil_it()
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.Blink(5000, 30, 1500);
            bench.Green.Hide(50000, 54000);
            bench.Begin(Custom());

            bench.RunMs(180000);
            Is(LearningOutcome.Proposed, bench.Learner);
            Assert.AreEqual(3750, bench.Learner.Proposal.PeriodMinMs);
        }

        [TestMethod]
        public void More_than_one_stray_flash_in_ten_spoils_it()
        {
            LearnerBench bench = new LearnerBench();
            bench.Begin(Custom());
            while (bench.Learner.Outcome == LearningOutcome.Observing)
            {
                bench.Green.Blink(5000, 30, bench.NowMs + 100);
                bench.RunMs(27000);
                bench.Green.Blink(60000, 30, bench.NowMs + 100);
                bench.RunMs(3000);
            }

            Is(LearningOutcome.UnsteadyRhythm, bench.Learner);
        }

        [TestMethod]
        public void What_meant_ready_before_no_longer_does()
        {
            IndicatorProfile proposal = Proposed(IndicatorBench.Powerheart(), 1000, 100);

            Assert.AreEqual((int)IndicatorKind.Blinking, (int)proposal.Kind);
            Assert.AreEqual((int)IndicatorMeaning.Ready, (int)proposal.Green.Blinking);
            Assert.AreEqual((int)IndicatorMeaning.None, (int)proposal.Green.Steady);
            Assert.AreEqual((int)IndicatorMeaning.Attention, (int)proposal.Red.Steady);
        }

        [TestMethod]
        public void A_light_that_means_attention_is_not_taught_as_ready()
        {
            LearnerBench bench = new LearnerBench();
            bench.Red.Blink(1000, 100, 1500);
            bench.Begin(IndicatorBench.Defibtech());

            bench.RunMs(180000);
            Is(LearningOutcome.MeansSomethingElse, bench.Learner);
            Assert.IsNull(bench.Learner.Proposal);
        }

        [TestMethod]
        public void A_light_that_means_in_use_is_not_taught_as_ready()
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.On();
            bench.Begin(IndicatorBench.Philips());

            bench.RunMs(180000);
            Is(LearningOutcome.MeansSomethingElse, bench.Learner);
        }

        [TestMethod]
        public void What_else_the_profile_knows_is_kept()
        {
            IndicatorProfile philips = IndicatorBench.Philips();
            philips.Name = "philips-hs1";
            philips.TemperatureMinDeciC = 100;

            IndicatorProfile proposal = Proposed(philips, 1000, 100);
            Assert.AreEqual("philips-hs1", proposal.Name);
            Assert.AreEqual((int)IndicatorMeaning.InUse, (int)proposal.Green.Steady);
            Assert.AreEqual(100, proposal.TemperatureMinDeciC);
            Assert.AreEqual(1250, proposal.PeriodMaxMs);
            Assert.AreEqual(15000, philips.PeriodMaxMs);
        }

        [TestMethod]
        public void A_model_no_sensor_can_read_is_not_taught()
        {
            IndicatorProfile zoll = new IndicatorProfile();
            IndicatorLearner learner = new IndicatorLearner(zoll, new IndicatorSettings());

            Is(LearningOutcome.NotLearnable, learner);
            Assert.AreEqual("not-learnable", IndicatorLearner.NameOf(learner.Outcome));
        }

        [TestMethod]
        public void Only_observed_time_counts()
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.Blink(1000, 100, 1500);
            bench.Begin(Custom());
            bench.RunMs(10000);

            bench.FreezeMs(170000);
            Is(LearningOutcome.Observing, bench.Learner);
            bench.RunMs(170000);
            Is(LearningOutcome.Proposed, bench.Learner);
        }

        private static IndicatorProfile Custom()
        {
            IndicatorProfile profile = new IndicatorProfile();
            profile.Name = "custom";
            profile.IsLearnable = true;
            return profile;
        }

        private static void Is(LearningOutcome expected, IndicatorLearner learner) =>
            Assert.AreEqual(IndicatorLearner.NameOf(expected), IndicatorLearner.NameOf(learner.Outcome));

        private static IndicatorProfile Proposed(IndicatorProfile present, int periodMs, int pulseMs)
        {
            LearnerBench bench = new LearnerBench();
            bench.Green.Blink(periodMs, pulseMs, 1500);
            bench.Begin(present);
            bench.RunMs(180000);
            Is(LearningOutcome.Proposed, bench.Learner);
            return bench.Learner.Proposal;
        }
    }
}
