using AedCabinet.Formats;
using AedCabinet.Settings;

namespace AedCabinet.Messages
{
    /// <summary>Writes the sections of the <c>about</c> message.</summary>
    internal static class AboutWriter
    {
        // A section of which nothing is known is left out whole.
        public static void WriteSite(JsonWriter writer, SiteSettings site)
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

        public static void WritePosition(JsonWriter writer, SiteSettings site)
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

        public static void WriteAed(JsonWriter writer, AedSettings aed, string kitExpire)
        {
            if (aed.Model.Length + aed.Serial.Length + aed.Profile.Length > 0)
            {
                writer.BeginObject("aed");
                writer.MemberIfKnown("model", aed.Model);
                writer.MemberIfKnown("serial", aed.Serial);
                writer.MemberIfKnown("profile", aed.Profile);
                writer.EndObject();
            }

            if (aed.PadsExpire.Length + aed.BatteryExpire.Length + kitExpire.Length > 0)
            {
                writer.BeginObject("expiries");
                writer.MemberIfKnown("pads", aed.PadsExpire);
                writer.MemberIfKnown("battery", aed.BatteryExpire);
                writer.MemberIfKnown("kit", kitExpire);
                writer.EndObject();
            }
        }

        public static void WriteContact(JsonWriter writer, SiteSettings site)
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
