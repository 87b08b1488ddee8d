using AedCabinet.Judgement;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class ContactTests
    {
        private const int ScanMs = 20;

        [TestMethod]
        public void A_contact_is_believed_after_its_stable_time()
        {
            ContactBench bench = new ContactBench(50, 200);

            Assert.IsFalse(bench.Contact.Update(true, 1000));
            Assert.IsFalse(bench.Contact.Update(true, 1049));
            Assert.IsTrue(bench.Contact.Update(true, 1050));
            Assert.IsTrue(bench.Contact.Changed);
            Assert.IsTrue(bench.Contact.Value);
            Assert.AreEqual(1000L, bench.Contact.SinceMs);
            Assert.IsFalse(bench.Contact.Update(true, 1070));
            Assert.IsFalse(bench.Contact.Changed);
        }

        [TestMethod]
        public void Twenty_changes_in_ten_seconds_are_not_chattering()
        {
            ContactBench bench = new ContactBench(50, 200);

            bench.Change(20, 400);
            Assert.IsFalse(bench.Contact.IsChattering);
            Assert.AreEqual(0, bench.Started);
        }

        [TestMethod]
        public void The_twenty_first_change_in_ten_seconds_is_chattering_and_told_in_that_scan()
        {
            ContactBench bench = new ContactBench(50, 200);

            bench.Change(20, 400);
            bench.Change(1, 400);
            Assert.IsTrue(bench.Contact.ChatteringStarted);
            Assert.IsTrue(bench.Contact.IsChattering);
            bench.Contact.Update(bench.Raw, bench.NowMs + ScanMs);
            Assert.IsFalse(bench.Contact.ChatteringStarted);
            Assert.IsTrue(bench.Contact.IsChattering);
        }

        [TestMethod]
        public void Twenty_one_changes_are_chattering_just_below_ten_seconds_and_not_at_ten()
        {
            // 20 intervals of 500 ms are ten seconds; one millisecond decides.
            ContactBench slow = new ContactBench(50, 200);
            slow.Change(20, 500);
            slow.Change(1, 500);
            Assert.IsFalse(slow.Contact.IsChattering);

            ContactBench fast = new ContactBench(50, 200);
            fast.Change(20, 500);
            fast.Change(1, 499);
            Assert.IsTrue(fast.Contact.IsChattering);
        }

        [TestMethod]
        public void The_window_slides()
        {
            ContactBench bench = new ContactBench(50, 200);

            // 15 changes in 3 s, a pause, and 15 more: 30 in 13 s, but never more than 20 in ten.
            bench.Change(15, 200);
            bench.RunMs(8000);
            bench.Change(15, 200);
            Assert.AreEqual(0, bench.Started);
        }

        [TestMethod]
        public void The_last_stable_value_is_kept_while_it_chatters()
        {
            ContactBench bench = new ContactBench(50, 200);
            bench.Change(1, ScanMs);
            bench.RunMs(1000);
            Assert.IsTrue(bench.Contact.Value);

            bench.Change(21, 40);
            Assert.IsTrue(bench.Contact.IsChattering);
            Assert.IsFalse(bench.Raw == bench.Contact.Value);
            bench.RunMs(59000);
            Assert.IsTrue(bench.Contact.IsChattering);
            Assert.IsTrue(bench.Contact.Value);
        }

        [TestMethod]
        public void It_is_readmitted_after_sixty_seconds_of_quiet_and_then_judged_anew()
        {
            ContactBench bench = new ContactBench(50, 200);
            bench.Change(21, 40);
            Assert.IsTrue(bench.Raw);

            bench.Contact.Update(bench.Raw, bench.NowMs + 59999);
            Assert.IsTrue(bench.Contact.IsChattering);
            bench.Contact.Update(bench.Raw, bench.NowMs + 60000);
            Assert.IsFalse(bench.Contact.IsChattering);
            Assert.IsFalse(bench.Contact.Value);

            Assert.IsFalse(bench.Contact.Update(bench.Raw, bench.NowMs + 60049));
            Assert.IsTrue(bench.Contact.Update(bench.Raw, bench.NowMs + 60050));
            Assert.AreEqual(bench.NowMs + 60000, bench.Contact.SinceMs);
        }

        [TestMethod]
        public void A_single_change_within_the_quiet_starts_it_anew()
        {
            ContactBench bench = new ContactBench(50, 200);
            bench.Change(21, 40);

            bench.RunMs(59000);
            bench.Change(1, ScanMs);
            bench.RunMs(59000);
            Assert.IsTrue(bench.Contact.IsChattering);
            bench.RunMs(1000);
            Assert.IsFalse(bench.Contact.IsChattering);
            Assert.AreEqual(1, bench.Readmissions);
        }

        [TestMethod]
        public void After_the_readmission_it_takes_twenty_one_changes_again()
        {
            ContactBench bench = new ContactBench(50, 200);
            bench.Change(21, 40);
            bench.RunMs(60000);

            bench.Change(20, 40);
            Assert.AreEqual(1, bench.Started);
            bench.Change(1, 40);
            Assert.AreEqual(2, bench.Started);
        }

        [TestMethod]
        public void A_stable_time_that_began_before_the_chattering_is_not_taken_up_afterwards()
        {
            ContactBench bench = new ContactBench(50, 200);

            // The 19th change begins a stable time; a pulse that only the edge counter sees makes it chattering.
            bench.Change(19, 40);
            Assert.IsTrue(bench.Raw);
            bench.Contact.Update(true, 2, bench.NowMs + 20);
            Assert.IsTrue(bench.Contact.IsChattering);
            long readmittedMs = bench.NowMs + 20 + 60000;
            bench.Contact.Update(true, 0, readmittedMs);
            Assert.IsFalse(bench.Contact.IsChattering);
            Assert.IsFalse(bench.Contact.Value);
            Assert.IsTrue(bench.Contact.Update(true, 0, readmittedMs + 50));
        }

        [TestMethod]
        public void The_change_that_makes_it_chattering_is_not_believed_even_without_a_stable_time()
        {
            ContactBench bench = new ContactBench(0, 0);

            bench.Change(20, 40);
            Assert.IsFalse(bench.Contact.Value);
            bench.Change(1, 40);
            Assert.IsTrue(bench.Contact.IsChattering);
            Assert.IsFalse(bench.Contact.Value);
        }

        [TestMethod]
        public void The_first_reading_is_no_change()
        {
            Contact contact = new Contact(50, 200, false, new ChatteringSettings());

            // The assumed position is false: were this a change, the twenty that follow would be one too many.
            bool raw = true;
            contact.Update(raw, 1000);
            for (int i = 1; i <= 20; i++)
            {
                raw = !raw;
                contact.Update(raw, 1000 + (i * 40));
            }

            Assert.IsFalse(contact.IsChattering);
        }

        [TestMethod]
        public void Pulses_that_only_an_edge_counter_sees_count_there_and_back()
        {
            ContactBench bench = new ContactBench(50, 200);
            bench.Contact.Update(false, 0, 1000);

            for (int i = 1; i <= 10; i++)
            {
                bench.Contact.Update(false, 2, 1000 + (i * ScanMs));
            }

            Assert.IsFalse(bench.Contact.IsChattering);
            bench.Contact.Update(false, 2, 1000 + (11 * ScanMs));
            Assert.IsTrue(bench.Contact.ChatteringStarted);
        }

        [TestMethod]
        public void The_bounce_of_one_movement_is_not_chattering()
        {
            ContactBench bench = new ContactBench(50, 200);
            bench.Contact.Update(false, 0, 1000);

            bench.Contact.Update(true, 35, 1020);
            bench.Contact.Update(true, 12, 1040);
            bench.Contact.Update(true, 1, 1060);
            Assert.IsTrue(bench.Contact.Update(true, 0, 1100));
            Assert.IsFalse(bench.Contact.IsChattering);
        }

        [TestMethod]
        public void An_edge_that_the_next_reading_shows_is_not_counted_twice()
        {
            ContactBench bench = new ContactBench(50, 200);
            bool raw = false;
            long nowMs = bench.NowMs;

            // Each movement comes just after the reading: its edge is counted a scan before it is read.
            for (int i = 0; i < 20; i++)
            {
                nowMs += ScanMs;
                bench.Contact.Update(raw, 1, nowMs);
                raw = !raw;
                nowMs += ScanMs;
                bench.Contact.Update(raw, 0, nowMs);
            }

            Assert.IsFalse(bench.Contact.IsChattering);
        }

        [TestMethod]
        public void Edges_hold_up_the_readmission_like_changes()
        {
            ContactBench bench = new ContactBench(50, 200);
            bench.Change(21, 40);
            long lastMs = bench.NowMs;

            bench.Contact.Update(bench.Raw, 2, lastMs + 30000);
            bench.Contact.Update(bench.Raw, 0, lastMs + 60000);
            Assert.IsTrue(bench.Contact.IsChattering);
            bench.Contact.Update(bench.Raw, 0, lastMs + 90000);
            Assert.IsFalse(bench.Contact.IsChattering);
        }
    }
}
