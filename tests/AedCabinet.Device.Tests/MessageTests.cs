using AedCabinet.Events;
using AedCabinet.Formats;
using AedCabinet.Judgement;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class MessageTests
    {
        // 2026-01-12T03:05:00.120Z
        private const long UnixMs = 1768187100120;

        [TestMethod]
        public void An_event_has_its_members_in_the_contract_s_order()
        {
            CabinetEvent item = new CabinetEvent(EventKind.DoorOpened, Severity.Info, 41, 7, 5000, OperatingMode.Normal,
                "\"compartment\":\"aed\"");

            Assert.AreEqual(
                "{\"id\":\"NM-0471-0001\",\"event\":\"door.opened\",\"severity\":\"info\",\"boot\":41,\"seq\":7,"
                + "\"time\":\"2026-01-12T03:05:00.120Z\",\"uptimeMs\":5000,\"data\":{\"compartment\":\"aed\"}}",
                Composer(UnixMs).Event(item, 5000));
        }

        [TestMethod]
        public void An_event_from_before_the_clock_was_set_gets_the_time_at_which_it_happened()
        {
            CabinetEvent item = new CabinetEvent(EventKind.DoorOpened, Severity.Info, 41, 7, 5000, OperatingMode.Normal, null);

            string text = Composer(UnixMs).Event(item, 65000);
            Assert.IsTrue(text.IndexOf("\"time\":\"2026-01-12T03:04:00.120Z\",\"uptimeMs\":5000") > 0);
        }

        [TestMethod]
        public void Without_a_clock_an_event_says_so_and_carries_its_up_time()
        {
            CabinetEvent item = new CabinetEvent(EventKind.AedRemoved, Severity.Emergency, 41, 7, 5000, OperatingMode.Normal, null);

            string text = Composer(0).Event(item, 65000);
            Assert.IsTrue(text.IndexOf("\"clock\":\"unsynced\",\"uptimeMs\":5000,\"data\":{}}") > 0);
            Assert.IsTrue(text.IndexOf("\"time\"") < 0);
        }

        [TestMethod]
        public void The_will_and_the_birth_carry_the_session()
        {
            Assert.AreEqual("{\"online\":true,\"boot\":41,\"connection\":3}", Composer(UnixMs).Online(true, 3));
            Assert.AreEqual("{\"online\":false,\"boot\":41,\"connection\":3}", Composer(UnixMs).Online(false, 3));
        }

        [TestMethod]
        public void The_state_names_its_reasons_in_order()
        {
            CabinetState state = new CabinetState();
            state.Aed = Presence.Absent;
            state.IsRemovalOpen = true;
            state.LastSeq = 9;
            state.Reasons = Readiness.ReasonsOf(state);

            Assert.AreEqual(
                "{\"id\":\"NM-0471-0001\",\"boot\":41,\"connection\":3,\"seq\":9,\"time\":\"2026-01-12T03:05:00.120Z\",\"uptimeMs\":5000,"
                + "\"mode\":\"normal\",\"ready\":false,\"reasons\":[\"aed-missing\",\"temperature-unknown\"],"
                + "\"doors\":{\"aed\":\"closed\"},\"aed\":\"absent\",\"open\":[\"aed.removed\"]}",
                Composer(UnixMs).State(state, 3, 5000));
        }

        [TestMethod]
        public void What_is_not_known_is_not_said()
        {
            string text = Composer(UnixMs).About();

            Assert.IsTrue(text.IndexOf("\"name\"") < 0);
            Assert.IsTrue(text.IndexOf("\"position\"") < 0);
            Assert.IsTrue(text.IndexOf("\"trainedResponders\"") < 0);
        }

        [TestMethod]
        public void Chinese_and_awkward_text_passes_unharmed()
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.Member("name", "昭君博物院 \"东门\" \\ \t");
            writer.EndObject();

            Assert.AreEqual("{\"name\":\"昭君博物院 \\\"东门\\\" \\\\ \\u0009\"}", writer.ToString());
        }

        [TestMethod]
        public void A_position_keeps_its_six_decimals_and_its_sign()
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.MemberE6("lat", 40721000);
            writer.MemberE6("lon", -5);
            writer.EndObject();

            Assert.AreEqual("{\"lat\":40.721000,\"lon\":-0.000005}", writer.ToString());
        }

        [TestMethod]
        public void Every_event_and_every_reason_has_a_name()
        {
            for (int i = 0; i < EventCatalog.Count; i++)
            {
                Assert.IsTrue(EventCatalog.NameOf((EventKind)i).IndexOf('.') > 0);
            }

            for (int i = 0; i < Readiness.Count; i++)
            {
                Assert.IsTrue(Readiness.NameOf((ReadinessReason)i).Length > 0);
            }
        }

        private static MessageComposer Composer(long unixMs)
        {
            SettableClock clock = new SettableClock();
            clock.UnixMs = unixMs;
            return new MessageComposer(CabinetBench.Commissioned(), 41, clock);
        }
    }
}
