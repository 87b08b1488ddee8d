using AedCabinet.Events;
using AedCabinet.Formats;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Messages
{
    /// <summary>
    /// Puts the cabinet's messages into the form of contract v1 (<c>firmware/contract</c>). Runs off the scan.
    /// </summary>
    public sealed class MessageComposer
    {
        private const string KindNames = "aed, kit, station";
        private const string ModeNames = "normal, drill, maintenance, not-commissioned";

        private readonly CabinetConfiguration _configuration;
        private readonly int _boot;
        private readonly IWallClock _clock;

        /// <summary>Initializes a new instance of the <see cref="MessageComposer"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="boot">The number of this boot, 1 or more.</param>
        /// <param name="clock">The wall clock.</param>
        public MessageComposer(CabinetConfiguration configuration, int boot, IWallClock clock)
        {
            _configuration = configuration;
            _boot = boot;
            _clock = clock;
        }

        /// <summary>The birth or last-will message.</summary>
        /// <param name="isOnline"><c>true</c> for the birth.</param>
        /// <param name="connection">The number of this connection within the boot, 1 or more: by it a late will of an older session is
        /// known.</param>
        /// <returns>JSON.</returns>
        public string Online(bool isOnline, int connection)
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.Member("online", isOnline);
            writer.Member("boot", _boot);
            writer.Member("connection", connection);
            writer.EndObject();
            return writer.ToString();
        }

        /// <summary>Who and where the cabinet is.</summary>
        /// <returns>JSON.</returns>
        public string About()
        {
            SiteSettings site = _configuration.Site;
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.Member("id", _configuration.Id);
            writer.Member("boot", _boot);
            writer.Member("kind", Words.At(KindNames, (int)_configuration.Kind));
            writer.MemberIfKnown("name", site.Name);
            AboutWriter.WriteSite(writer, site);
            AboutWriter.WritePosition(writer, site);
            writer.Member("mobile", site.Mobile);
            AboutWriter.WriteAed(writer, _configuration.Aed, _configuration.Care.KitExpire);
            AboutWriter.WriteContact(writer, site);
            writer.BeginObject("firmware");
            writer.Member("version", FirmwareVersion.Text);
            writer.Member("board", _configuration.Pins.Board);
            writer.EndObject();
            writer.EndObject();
            return writer.ToString();
        }

        /// <summary>The latest state.</summary>
        /// <param name="state">The state.</param>
        /// <param name="connection">The number of this connection within the boot.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>JSON.</returns>
        public string State(CabinetState state, int connection, long nowMs)
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.Member("id", _configuration.Id);
            writer.Member("boot", _boot);
            writer.Member("connection", connection);
            writer.Member("seq", state.LastSeq);
            MessageTime.Write(writer, nowMs, nowMs, _clock);
            writer.Member("mode", Words.At(ModeNames, (int)state.Mode));
            if (_configuration.IsSafeMode)
            {
                writer.Member("safeMode", true);
            }

            writer.Member("ready", state.Reasons == 0);
            writer.BeginArray("reasons");
            for (int i = 0; i < Readiness.Count; i++)
            {
                if ((state.Reasons & (1 << i)) != 0)
                {
                    writer.Item(Readiness.NameOf((ReadinessReason)i));
                }
            }

            writer.EndArray();
            StateWriter.WriteDoors(writer, state);
            StateWriter.WriteAed(writer, state);
            StateWriter.WriteOpen(writer, state);
            StateWriter.WriteIndicator(writer, state, _configuration.IndicatorProfile);
            StateWriter.WriteClimate(writer, state, _configuration.Climate);
            StateWriter.WritePower(writer, state);
            writer.EndObject();
            return writer.ToString();
        }

        /// <summary>The figures that matter over time.</summary>
        /// <param name="state">The latest state.</param>
        /// <param name="health">How the firmware itself is doing.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>JSON.</returns>
        public string Telemetry(CabinetState state, FirmwareHealth health, long nowMs)
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.Member("id", _configuration.Id);
            writer.Member("boot", _boot);
            MessageTime.Write(writer, nowMs, nowMs, _clock);
            StateWriter.WriteTemperature(writer, state, _configuration.Climate);
            if (_configuration.Climate.ProbeFitted)
            {
                writer.Member("outOfRangeMinutes", state.OutOfRangeMinutes);
            }

            if (_configuration.Climate.HeaterFitted)
            {
                writer.Member("heaterMinutesToday", state.HeaterMinutesToday);
            }

            if (state.BatteryMv > 0)
            {
                writer.BeginObject("battery");
                writer.Member("mV", state.BatteryMv);
                writer.EndObject();
            }

            if (health.FreeBytes > 0)
            {
                writer.Member("freeBytes", health.FreeBytes);
                writer.Member("lowestFreeBytes", health.LowestFreeBytes);
            }

            if (health.MemoryShortages > 0)
            {
                writer.Member("outOfMemory", health.MemoryShortages);
            }

            writer.BeginObject("scan");
            writer.Member("maxUs", health.LongestScanMs * 1000L);
            writer.Member("overruns", health.ScanOverruns);
            writer.EndObject();
            writer.BeginObject("queue");
            writer.Member("events", health.WaitingEvents);
            writer.Member("dropped", health.DroppedEvents);
            writer.EndObject();
            writer.EndObject();
            return writer.ToString();
        }

        /// <summary>What became of a command.</summary>
        /// <param name="id">The command's id, or <c>null</c> when it could not be read.</param>
        /// <param name="name">The command's name, or <c>null</c> when it could not be read.</param>
        /// <param name="code">One of the codes of contract v1.</param>
        /// <param name="reason">What there is to say about it, or <c>null</c>.</param>
        /// <param name="lines">What its parts said, or <c>null</c>.</param>
        /// <param name="numberName">What it counts, or <c>null</c>.</param>
        /// <param name="number">The number.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>JSON.</returns>
        public string Reply(string id, string name, string code, string reason, string[] lines, string numberName, long number, long nowMs)
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            if (id != null)
            {
                writer.Member("id", id);
                writer.Member("name", name);
            }

            writer.Member("code", code);
            writer.Member("boot", _boot);
            MessageTime.Write(writer, nowMs, nowMs, _clock);
            if (reason != null || lines != null || numberName != null)
            {
                writer.BeginObject("data");
                writer.MemberIfKnown("reason", reason ?? string.Empty);
                if (numberName != null)
                {
                    writer.Member(numberName, number);
                }

                WriteLines(writer, lines);
                writer.EndObject();
            }

            writer.EndObject();
            return writer.ToString();
        }

        private static void WriteLines(JsonWriter writer, string[] lines)
        {
            if (lines == null)
            {
                return;
            }

            writer.BeginArray("lines");
            for (int i = 0; i < lines.Length; i++)
            {
                writer.Item(lines[i]);
            }

            writer.EndArray();
        }

        /// <summary>One event.</summary>
        /// <param name="item">The event, of this boot or of an earlier one.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>JSON of at most <see cref="OutboxRecord.MaxLength"/> bytes: what would be longer goes without its details, for no
        /// registry takes it.</returns>
        public string Event(CabinetEvent item, long nowMs)
        {
            string text = Event(item, item.Data, nowMs);
            int bytes = text.Length;
            for (int i = 0; i < text.Length; i++)
            {
                // In UTF-8; of a pair of surrogates each counts for two.
                bytes += text[i] < 0x80 ? 0 : text[i] < 0x800 || (text[i] >= 0xD800 && text[i] < 0xE000) ? 1 : 2;
            }

            return bytes > OutboxRecord.MaxLength ? Event(item, null, nowMs) : text;
        }

        private string Event(CabinetEvent item, string data, long nowMs)
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.Member("id", _configuration.Id);
            writer.Member("event", EventCatalog.NameOf(item.Kind));
            writer.Member("severity", EventCatalog.NameOf(item.Severity));
            writer.Member("boot", item.Boot);
            writer.Member("seq", item.Seq);
            if (item.UnixMs >= 0)
            {
                MessageTime.Write(writer, item.AtMs, item.UnixMs);
            }
            else if (item.Boot == _boot)
            {
                MessageTime.Write(writer, item.AtMs, nowMs, _clock);
            }
            else
            {
                // That boot ended before its clock was set.
                MessageTime.WriteUnsynced(writer, item.AtMs);
            }

            if (item.Mode == OperatingMode.Drill || item.Mode == OperatingMode.Maintenance)
            {
                writer.Member(item.Mode == OperatingMode.Drill ? "drill" : "maintenance", true);
            }

            writer.BeginObject("data");
            if (data != null)
            {
                writer.Members(data);
            }

            writer.EndObject();
            writer.EndObject();
            return writer.ToString();
        }
    }
}
