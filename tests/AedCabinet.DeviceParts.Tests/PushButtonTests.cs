using AedCabinet.Judgement;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class PushButtonTests
    {
        [TestMethod]
        public void A_press_counts_after_100_ms()
        {
            PushButton button = ButtonBench.New();

            button.Update(false, 980);
            button.Update(true, 1000);
            button.Update(true, 1099);
            Assert.IsFalse(button.Pressed);
            button.Update(true, 1100);
            Assert.IsTrue(button.Pressed);
            Assert.IsTrue(button.IsDown);
        }

        [TestMethod]
        public void A_press_is_told_once_however_long_it_lasts()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(20000);
            bench.Release(1000);
            Assert.AreEqual(1, bench.Pressed);

            bench.Hold(200);
            bench.Release(1000);
            Assert.AreEqual(2, bench.Pressed);
        }

        [TestMethod]
        public void A_touch_shorter_than_100_ms_is_no_press()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(80);
            bench.Release(1000);
            Assert.AreEqual(0, bench.Pressed);
            Assert.AreEqual(0, bench.Short);
        }

        [TestMethod]
        public void A_button_that_is_down_from_the_start_is_pressed()
        {
            PushButton button = ButtonBench.New();

            button.Update(true, 5);
            button.Update(true, 105);
            Assert.IsTrue(button.Pressed);
        }

        [TestMethod]
        public void A_press_of_1900_ms_is_short_and_told_on_release()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(1900);
            Assert.AreEqual(0, bench.Short);
            bench.Release(1000);
            Assert.AreEqual(1, bench.Short);
            Assert.AreEqual(0, bench.Long);
        }

        [TestMethod]
        public void A_press_of_2100_ms_is_neither_short_nor_long()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(2100);
            bench.Release(10000);
            Assert.AreEqual(1, bench.Pressed);
            Assert.AreEqual(0, bench.Short);
            Assert.AreEqual(0, bench.Long);
        }

        [TestMethod]
        public void Exactly_two_seconds_are_no_longer_short()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(1980);
            bench.Release(1000);
            Assert.AreEqual(1, bench.Short);
            bench.Hold(2000);
            bench.Release(1000);
            Assert.AreEqual(1, bench.Short);
        }

        [TestMethod]
        public void A_press_of_4900_ms_is_not_long()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(4900);
            bench.Release(10000);
            Assert.AreEqual(0, bench.Long);
            Assert.AreEqual(0, bench.Short);
        }

        [TestMethod]
        public void After_exactly_5_s_it_is_long_while_still_held()
        {
            PushButton button = ButtonBench.New();

            button.Update(true, 1000);
            button.Update(true, 1100);
            button.Update(true, 5999);
            Assert.IsFalse(button.LongPress);
            button.Update(true, 6000);
            Assert.IsTrue(button.LongPress);
            Assert.IsTrue(button.IsDown);
        }

        [TestMethod]
        public void A_long_press_is_told_once_and_its_release_is_nothing()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(30000);
            bench.Release(1000);
            Assert.AreEqual(1, bench.Long);
            Assert.AreEqual(0, bench.Short);
        }

        [TestMethod]
        public void A_button_let_go_while_the_scan_was_frozen_was_not_pressed_long()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(1000);
            bench.FreezeMs(60000);
            bench.Release(1000);
            Assert.AreEqual(0, bench.Long);
            Assert.AreEqual(0, bench.Short);
        }

        [TestMethod]
        public void A_chattering_button_presses_nothing()
        {
            ButtonBench bench = new ButtonBench();
            for (int i = 0; i < 50; i++)
            {
                bench.Hold(60);
                bench.Release(60);
            }

            Assert.IsTrue(bench.Button.Contact.IsChattering);
            bench.Hold(30000);
            Assert.AreEqual(0, bench.Pressed);
            Assert.AreEqual(0, bench.Long);
        }

        [TestMethod]
        public void A_press_during_which_the_contact_begins_to_chatter_is_not_long()
        {
            ButtonBench bench = new ButtonBench();
            bench.Hold(1000);
            Assert.AreEqual(1, bench.Pressed);
            for (int i = 0; i < 11; i++)
            {
                bench.Release(40);
                bench.Hold(40);
            }

            Assert.IsTrue(bench.Button.Contact.IsChattering);
            Assert.IsTrue(bench.Button.IsDown);
            bench.Hold(100000);
            Assert.IsFalse(bench.Button.Contact.IsChattering);
            Assert.AreEqual(0, bench.Long);
            bench.Release(1000);
            Assert.AreEqual(0, bench.Short);
        }
    }
}
