using AedCabinet.Formats;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Supervision;

namespace AedCabinet.Events
{
    /// <summary>
    /// What events say besides their names: the members of each one's <c>data</c> object as JSON text without the braces (contract v1,
    /// <c>event.schema.json</c>). This is the list: an event that is not here says nothing more, and nobody else writes such text.
    /// </summary>
    /// <remarks>
    /// Texts that a stranger or a person may have written are escaped; all others are words of the firmware's own, which need none, and a
    /// reason is made plain before (<see cref="PlainReason"/>).
    /// </remarks>
    public static class EventData
    {
        /// <summary><c>door.opened</c>, <c>door.closed</c>, <c>door.left-open</c>: the AED's door.</summary>
        public const string AedCompartment = "\"compartment\":\"aed\"";

        /// <summary><c>kit.opened</c>, <c>kit.closed</c>, <c>door.left-open</c>: the kit's door.</summary>
        public const string KitCompartment = "\"compartment\":\"kit\"";

        /// <summary><c>aed.attention</c>, <c>aed.dark</c>: the cabinet is, or lately was, outside the AED's range.</summary>
        public const string CausedByTemperature = "\"cause\":\"temperature\"";

        /// <summary><c>inputs.supply-fault</c>: every contact opened within one scan.</summary>
        public const string CausedByAllOpen = "\"cause\":\"all-open\"";

        /// <summary><c>inputs.supply-fault</c>: every input is low.</summary>
        public const string CausedByAllLow = "\"cause\":\"all-low\"";

        /// <summary><c>heater.fault</c>: it heats although it is switched off.</summary>
        public const string CausedByHeatWhileOff = "\"cause\":\"hot-while-off\"";

        /// <summary><c>drill.started</c>: SOS is part of the drill.</summary>
        public const string SosExercised = "\"sos\":true";

        // In the order of WakeCause: of a pin it is not told whose.
        private const string WakeNames = "power-on, timer, pin, unknown, pin";

        /// <summary><c>boot.started</c>.</summary>
        /// <param name="more">What <see cref="Start"/> gave.</param>
        /// <returns>JSON members.</returns>
        public static string BootStarted(string more) => Text("firmware", FirmwareVersion.Text) + more;

        /// <summary>What is known of a start when the firmware is wired: the further members of <c>boot.started</c>.</summary>
        /// <param name="boots">How the boot before ended.</param>
        /// <param name="isWakeKnown">Whether it is told what started the board: one that sleeps.</param>
        /// <param name="wake">What started it.</param>
        /// <returns>JSON members, each with a comma before it; empty when there is nothing to say.</returns>
        public static string Start(BootRecord boots, bool isWakeKnown, WakeCause wake) =>
            (boots.RestartReason == null ? string.Empty : "," + Text("restart", boots.RestartReason)) + SafeMode(boots)
            + (isWakeKnown ? "," + Text("wake", Words.At(WakeNames, (int)wake)) : string.Empty);

        /// <summary><c>boot.crashed</c>.</summary>
        /// <param name="boots">How the boot before ended: it crashed.</param>
        /// <returns>JSON members.</returns>
        public static string BootCrashed(BootRecord boots) => Text("reason", boots.CrashReason) + SafeMode(boots);

        /// <summary><c>temperature.low</c>, <c>.high</c>, <c>.normal</c>, <c>.warning</c>.</summary>
        /// <param name="deciC">The temperature inside in tenths of a degree Celsius.</param>
        /// <returns>JSON members.</returns>
        public static string Temperature(int deciC) => Number("deciC", deciC);

        /// <summary><c>temperature.exposure</c>.</summary>
        /// <param name="deciC">The temperature inside in tenths of a degree Celsius.</param>
        /// <param name="hours">For how many hours in all the AED was out of its range.</param>
        /// <returns>JSON members.</returns>
        public static string Exposure(int deciC, int hours) => Temperature(deciC) + "," + Number("hours", hours);

        /// <summary><c>input.chattering</c>.</summary>
        /// <param name="input">The contact, for example <c>door.aed</c>.</param>
        /// <returns>JSON members.</returns>
        public static string Chattering(string input) => Text("input", input);

        /// <summary><c>self-test.failed</c> when somebody asked for the test.</summary>
        /// <param name="failed">The parts that failed, with commas between them.</param>
        /// <returns>JSON members.</returns>
        public static string SelfTestFailed(string failed) => Text("failed", failed);

        /// <summary><c>self-test.failed</c> when a part has thrown.</summary>
        /// <param name="part">The part.</param>
        /// <param name="reason">What it threw.</param>
        /// <returns>JSON members.</returns>
        public static string PartFailed(string part, string reason) => SelfTestFailed(part) + "," + Text("reason", reason);

        /// <summary><c>expiry.cleared</c>.</summary>
        /// <param name="item">What expires: <c>pads</c>, <c>battery</c> or <c>kit</c>.</param>
        /// <returns>JSON members.</returns>
        public static string ExpiryCleared(string item) => Text("item", item);

        /// <summary><c>expiry.due</c>.</summary>
        /// <param name="item">What expires: <c>pads</c>, <c>battery</c> or <c>kit</c>.</param>
        /// <param name="days">Days left: 30, 7 or 0.</param>
        /// <param name="date">The day, <c>yyyy-MM-dd</c>.</param>
        /// <returns>JSON members.</returns>
        public static string ExpiryDue(string item, int days, string date) =>
            ExpiryCleared(item) + "," + Number("days", days) + "," + Text("date", date);

        /// <summary><c>outbox.overflowed</c>.</summary>
        /// <param name="lost">How many events were dropped for want of room since it was told last.</param>
        /// <param name="spoilt">How many more, at least, could not be read back from flash.</param>
        /// <returns>JSON members.</returns>
        public static string Losses(int lost, int spoilt) => Number("lost", lost) + "," + Number("spoilt", spoilt);

        /// <summary><c>storage.fault</c> of an event that can't be sent and stays on flash.</summary>
        /// <param name="item">The event.</param>
        /// <returns>JSON members.</returns>
        public static string SetAside(CabinetEvent item) => Number("boot", item.Boot) + "," + Number("seq", item.Seq);

        /// <summary><c>config.applied</c>, <c>config.reverted</c>.</summary>
        /// <param name="command">The id of the command that brought the settings.</param>
        /// <returns>JSON members.</returns>
        public static string OfCommand(string command) => Text("command", command);

        /// <summary><c>config.rejected</c>.</summary>
        /// <param name="problems">What is wrong with the settings.</param>
        /// <returns>JSON members.</returns>
        public static string ConfigRejected(string problems)
        {
            JsonWriter data = new JsonWriter();
            data.Member("problems", problems);
            return data.ToString();
        }

        /// <summary><c>command.done</c>.</summary>
        /// <param name="name">The command's name.</param>
        /// <param name="id">Its id.</param>
        /// <param name="who">Who asked, or empty.</param>
        /// <returns>JSON members.</returns>
        public static string CommandDone(string name, string id, string who)
        {
            JsonWriter data = new JsonWriter();
            data.Member("command", name);
            data.Member("id", id);
            data.MemberIfKnown("who", who);
            return data.ToString();
        }

        /// <summary><c>command.done</c> of <c>learn-indicator</c>, when the observing has ended.</summary>
        /// <param name="outcome">What came of it.</param>
        /// <param name="profile">The proposed profile as a JSON object, or <c>null</c>.</param>
        /// <returns>JSON members.</returns>
        public static string Learnt(string outcome, string profile) =>
            Text("command", "learn-indicator") + "," + Text("outcome", outcome)
                + (profile == null ? string.Empty : ",\"profile\":" + profile);

        /// <summary><c>command.rejected</c>.</summary>
        /// <param name="code">The reply code.</param>
        /// <param name="untold">How many more were refused since the last one that was told, or 0.</param>
        /// <returns>JSON members.</returns>
        public static string CommandRejected(string code, int untold) =>
            Text("code", code) + (untold > 0 ? "," + Number("untold", untold) : string.Empty);

        /// <summary>Any event: how many of the same name were not told since the last one.</summary>
        /// <param name="data">What it says besides, or <c>null</c>.</param>
        /// <param name="suppressed">How many, 1 or more.</param>
        /// <returns>JSON members.</returns>
        public static string Suppressed(string data, int suppressed) =>
            (data == null ? string.Empty : data + ",") + Number("suppressed", suppressed);

        private static string SafeMode(BootRecord boots) => boots.IsSafeMode ? ",\"safeMode\":true" : string.Empty;

        private static string Text(string name, string value) => "\"" + name + "\":\"" + value + "\"";

        private static string Number(string name, int value) => "\"" + name + "\":" + value.ToString();
    }
}
