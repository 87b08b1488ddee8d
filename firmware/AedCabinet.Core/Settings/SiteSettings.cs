namespace AedCabinet.Settings
{
    /// <summary>
    /// Who and where the cabinet is, for the registry (SPEC §13 "about"). Text that is not known is empty and not reported.
    /// </summary>
    public sealed class SiteSettings
    {
        /// <summary>Gets or sets the cabinet's name as people know it.</summary>
        public string Name { get; set; } = string.Empty;

        /// <summary>Gets or sets the name of the site that operates it (设置单位).</summary>
        public string Site { get; set; } = string.Empty;

        /// <summary>Gets or sets where on the site it hangs.</summary>
        public string Where { get; set; } = string.Empty;

        /// <summary>Gets or sets the floor.</summary>
        public string Floor { get; set; } = string.Empty;

        /// <summary>Gets or sets a value indicating whether it hangs indoors.</summary>
        public bool Indoor { get; set; }

        /// <summary>Gets or sets a value indicating whether it travels (police car, bus).</summary>
        public bool Mobile { get; set; }

        /// <summary>Gets or sets who may take it: OpenStreetMap's <c>access</c> values yes, permissive, customers, private, no.</summary>
        public string Access { get; set; } = string.Empty;

        /// <summary>Gets or sets when it can be reached, in OpenStreetMap's <c>opening_hours</c> syntax.</summary>
        public string Hours { get; set; } = string.Empty;

        /// <summary>Gets or sets a value indicating whether a position is known.</summary>
        public bool HasPosition { get; set; }

        /// <summary>Gets or sets the WGS-84 latitude in millionths of a degree, −90000000 to 90000000.</summary>
        public int LatitudeE6 { get; set; }

        /// <summary>Gets or sets the WGS-84 longitude in millionths of a degree, −180000000 to 180000000.</summary>
        public int LongitudeE6 { get; set; }

        /// <summary>Gets or sets who to call about it.</summary>
        public string ContactName { get; set; } = string.Empty;

        /// <summary>Gets or sets their telephone number.</summary>
        public string ContactPhone { get; set; } = string.Empty;

        /// <summary>Gets or sets how many trained responders the site has; −1 when not known.</summary>
        public int TrainedResponders { get; set; } = -1;
    }
}
