namespace AedCabinet
{
    /// <summary>
    /// Puts the cabinet's messages into the form of contract v1 (<c>firmware/contract</c>). Runs off the scan.
    /// </summary>
    public sealed class MessageComposer
    {
        private static readonly string[] s_kindNames = { "aed" };
        private static readonly string[] s_modeNames = { "normal", "not-commissioned" };
        private static readonly string[] s_presenceNames = { "not-fitted", "present", "absent" };

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
        /// <param name="connection">The number of this connection within the boot, 1 or more: by it a late will of an older session is known.</param>
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
            writer.Member("kind", s_kindNames[(int)_configuration.Kind]);
            writer.MemberIfKnown("name", site.Name);
            WriteSite(writer, site);
            WritePosition(writer, site);
            writer.Member("mobile", site.Mobile);
            WriteAed(writer, _configuration.Aed);
            WriteContact(writer, site);
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
            writer.Member("mode", s_modeNames[(int)state.Mode]);
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
            writer.BeginObject("doors");
            writer.Member("aed", state.IsAedDoorOpen ? "open" : "closed");
            writer.EndObject();
            writer.Member("aed", s_presenceNames[(int)state.Aed]);
            writer.BeginArray("open");
            if (state.IsRemovalOpen)
            {
                writer.Item(EventCatalog.NameOf(EventKind.AedRemoved));
            }

            writer.EndArray();
            writer.EndObject();
            return writer.ToString();
        }

        /// <summary>One event.</summary>
        /// <param name="item">The event, of this boot.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>JSON.</returns>
        public string Event(CabinetEvent item, long nowMs)
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.Member("id", _configuration.Id);
            writer.Member("event", EventCatalog.NameOf(item.Kind));
            writer.Member("severity", EventCatalog.NameOf(item.Severity));
            writer.Member("boot", item.Boot);
            writer.Member("seq", item.Seq);
            MessageTime.Write(writer, item.AtMs, nowMs, _clock);
            writer.BeginObject("data");
            if (item.Data != null)
            {
                writer.Members(item.Data);
            }

            writer.EndObject();
            writer.EndObject();
            return writer.ToString();
        }

        // A section of which nothing is known is left out whole.
        private static void WriteSite(JsonWriter writer, SiteSettings site)
        {
            if (site.Site.Length + site.Where.Length + site.Floor.Length + site.Access.Length + site.Hours.Length == 0)
            {
                return;
            }

            writer.BeginObject("site");
            writer.MemberIfKnown("name", site.Site);
            writer.MemberIfKnown("where", site.Where);
            writer.MemberIfKnown("floor", site.Floor);
            writer.Member("indoor", site.Indoor);
            writer.MemberIfKnown("access", site.Access);
            writer.MemberIfKnown("hours", site.Hours);
            writer.EndObject();
        }

        private static void WritePosition(JsonWriter writer, SiteSettings site)
        {
            if (!site.HasPosition)
            {
                return;
            }

            writer.BeginObject("position");
            writer.MemberE6("lat", site.LatitudeE6);
            writer.MemberE6("lon", site.LongitudeE6);
            writer.Member("datum", "WGS-84");
            writer.EndObject();
        }

        private static void WriteAed(JsonWriter writer, AedSettings aed)
        {
            if (aed.Model.Length + aed.Serial.Length + aed.Profile.Length > 0)
            {
                writer.BeginObject("aed");
                writer.MemberIfKnown("model", aed.Model);
                writer.MemberIfKnown("serial", aed.Serial);
                writer.MemberIfKnown("profile", aed.Profile);
                writer.EndObject();
            }

            if (aed.PadsExpire.Length + aed.BatteryExpire.Length > 0)
            {
                writer.BeginObject("expiries");
                writer.MemberIfKnown("pads", aed.PadsExpire);
                writer.MemberIfKnown("battery", aed.BatteryExpire);
                writer.EndObject();
            }
        }

        private static void WriteContact(JsonWriter writer, SiteSettings site)
        {
            if (site.ContactName.Length + site.ContactPhone.Length > 0)
            {
                writer.BeginObject("contact");
                writer.MemberIfKnown("name", site.ContactName);
                writer.MemberIfKnown("phone", site.ContactPhone);
                writer.EndObject();
            }

            if (site.TrainedResponders >= 0)
            {
                writer.Member("trainedResponders", site.TrainedResponders);
            }
        }
    }
}
