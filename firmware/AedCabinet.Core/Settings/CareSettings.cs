namespace AedCabinet.Settings
{
    /// <summary>When a human must look after the cabinet: expiry dates and inspections (SPEC §6, §7).</summary>
    public sealed class CareSettings
    {
        /// <summary>Gets or sets how many days before the last day of use it is told first, 2 to 30.</summary>
        public int ExpiryNoticeDays { get; set; } = 30;

        /// <summary>
        /// Gets or sets how many days before the last day of use it is told again, 1 to 29, below <see cref="ExpiryNoticeDays"/>. The last
        /// day itself is always told.
        /// </summary>
        public int ExpiryLastNoticeDays { get; set; } = 7;

        /// <summary>Gets or sets the last day on which the first-aid kit may be used, <c>yyyy-MM-dd</c>; empty when not known.</summary>
        public string KitExpire { get; set; } = string.Empty;

        /// <summary>
        /// Gets or sets the day of the inspection at commissioning, <c>yyyy-MM-dd</c>; empty when not known: then one is due.
        /// </summary>
        public string LastInspection { get; set; } = string.Empty;

        /// <summary>Gets or sets how old the last human inspection may be, in days, 1 to 366.</summary>
        public int InspectionDays { get; set; } = 30;

        /// <summary>
        /// Gets or sets how old it may be where the AED's indicator can't be read, in days, 1 to 30, not above
        /// <see cref="InspectionDays"/>.
        /// </summary>
        public int UnreadableInspectionDays { get; set; } = 1;
    }
}
