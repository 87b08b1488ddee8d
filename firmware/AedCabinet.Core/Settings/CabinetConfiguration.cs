namespace AedCabinet
{
    /// <summary>
    /// Everything a cabinet is told: built by <see cref="ConfigurationReader"/> from a valid file, or the defaults with which
    /// a cabinet without one still watches its door. Not changed after it was read.
    /// </summary>
    public sealed class CabinetConfiguration
    {
        /// <summary>The version of the file's format that this firmware reads.</summary>
        public const int FormatVersion = 1;

        /// <summary>Gets or sets a value indicating whether it came from a valid file.</summary>
        public bool IsCommissioned { get; set; }

        /// <summary>Gets or sets the cabinet's id, unique in the registry: 1 to 32 of A–Z, a–z, 0–9, '.', '_' and '-'.</summary>
        public string Id { get; set; } = string.Empty;

        /// <summary>Gets or sets what the enclosure holds.</summary>
        public CabinetKind Kind { get; set; }

        /// <summary>Gets or sets the prefecture's GB/T 2260 code, 4 digits.</summary>
        public string Prefecture { get; set; } = string.Empty;

        /// <summary>Gets or sets the county's GB/T 2260 code, 6 digits.</summary>
        public string County { get; set; } = string.Empty;

        /// <summary>Gets or sets the department that owns the data, one of <see cref="ConfigurationReader.Sectors"/>.</summary>
        public string Sector { get; set; } = string.Empty;

        /// <summary>Gets who and where the cabinet is.</summary>
        public SiteSettings Site { get; } = new SiteSettings();

        /// <summary>Gets the AED in it.</summary>
        public AedSettings Aed { get; } = new AedSettings();

        /// <summary>Gets how the door is judged.</summary>
        public DoorSettings Door { get; } = new DoorSettings();

        /// <summary>Gets how the AED's presence is judged.</summary>
        public PresenceSettings Presence { get; } = new PresenceSettings();

        /// <summary>Gets how long the local alarm lasts.</summary>
        public AlarmSettings Alarm { get; } = new AlarmSettings();

        /// <summary>Gets how the board reaches the network.</summary>
        public NetworkKind Network { get; set; }

        /// <summary>Gets how to reach the broker.</summary>
        public BrokerSettings Broker { get; } = new BrokerSettings();

        /// <summary>Gets which GPIO carries which signal.</summary>
        public PinMap Pins { get; } = new PinMap();
    }
}
