using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the section <c>care</c>.</summary>
    public static class CareSettingsReader
    {
        /// <summary>Reads and checks it.</summary>
        /// <param name="section">The section.</param>
        /// <param name="settings">Holds the defaults and receives what is said.</param>
        public static void Read(ConfigurationSection section, CareSettings settings)
        {
            settings.ExpiryNoticeDays = section.Number("expiryNoticeDays", settings.ExpiryNoticeDays, 2, 30);
            settings.ExpiryLastNoticeDays = section.Number("expiryLastNoticeDays", settings.ExpiryLastNoticeDays, 1, 29);
            if (settings.ExpiryLastNoticeDays >= settings.ExpiryNoticeDays)
            {
                section.Reject("expiryLastNoticeDays", settings.ExpiryLastNoticeDays.ToString() + " is not below expiryNoticeDays "
                    + settings.ExpiryNoticeDays.ToString());
            }

            settings.KitExpire = section.Date("kitExpire");
            settings.LastInspection = section.Date("lastInspection");
            settings.InspectionDays = section.Number("inspectionDays", settings.InspectionDays, 1, 366);
            settings.UnreadableInspectionDays = section.Number("unreadableInspectionDays", settings.UnreadableInspectionDays, 1, 30);
            if (settings.UnreadableInspectionDays > settings.InspectionDays)
            {
                section.Reject("unreadableInspectionDays",
                    settings.UnreadableInspectionDays.ToString() + " is above inspectionDays " + settings.InspectionDays.ToString());
            }

            section.RejectUnknown();
        }
    }
}
