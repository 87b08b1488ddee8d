using AedCabinet.Timing;

namespace AedCabinet.Settings
{
    /// <summary>
    /// Everything a cabinet is told: built from a valid file, or the defaults with which
    /// a cabinet without one still watches its door. Not changed after it was read.
    /// </summary>
    public sealed class CabinetConfiguration
    {
        /// <summary>The version of the file's format that this firmware reads.</summary>
        public const int FormatVersion = 1;

        private const int MaxLosses = 9;
        private const int MostlyQuietMinutes = 20 * 60;

        /// <summary>
        /// The settings of a cabinet that nobody has commissioned: it has a door and an AED, and nothing else can be relied on.
        /// </summary>
        /// <param name="fault">Why, for its lamps to blink.</param>
        /// <param name="pins">Its board's own pins.</param>
        /// <returns>A new configuration.</returns>
        public static CabinetConfiguration NotCommissioned(FaultCode fault, PinMap pins)
        {
            CabinetConfiguration configuration = new CabinetConfiguration();
            configuration.Fault = fault;
            configuration.Pins = pins;
            configuration.Climate.ProbeFitted = false;
            configuration.Climate.HeaterFitted = false;
            configuration.Power.MainsFitted = false;
            return configuration;
        }

        /// <summary>
        /// The settings of safe mode (SPEC §12): who, where, pins, presence, broker and what is fitted for the climate as in the file,
        /// everything else default; door, alarm, link, probe, temperature alarms and thermostat go on.
        /// </summary>
        /// <returns>A new configuration that shares the sections it keeps.</returns>
        public CabinetConfiguration ToSafeMode()
        {
            CabinetConfiguration safe = NotCommissioned(Fault, Pins);
            safe.IsSafeMode = true;
            safe.IsCommissioned = IsCommissioned;
            safe.IsUnread = IsUnread;
            safe.Id = Id;
            safe.Kind = Kind;
            safe.Prefecture = Prefecture;
            safe.County = County;
            safe.Sector = Sector;
            safe.Site = Site;
            safe.Aed = Aed;
            safe.Presence = Presence;
            safe.Network = Network;
            safe.Broker = Broker;
            safe.CommandKey = CommandKey;
            safe.KitOpenedSeverity = KitOpenedSeverity;
            safe.Climate.ProbeFitted = Climate.ProbeFitted;
            safe.Climate.InsideProbeRom = Climate.InsideProbeRom;
            safe.Climate.HeaterFitted = Climate.HeaterFitted;
            safe.Power.MainsFitted = Power.MainsFitted;

            // Dates are facts about the cabinet, not settings: expired pads stay expired.
            safe.Care.KitExpire = Care.KitExpire;
            safe.Care.LastInspection = Care.LastInspection;
            return safe;
        }

        /// <summary>
        /// Nothing that comes from afar makes the link less secure (SPEC §14), whoever has signed it: what a cabinet trusts, and that it
        /// proves who it is, is changed on site.
        /// </summary>
        /// <param name="present">The link in use.</param>
        /// <param name="problems">Receives what would be less secure.</param>
        public void RejectWeakerLink(BrokerSettings present, ConfigurationProblems problems)
        {
            const string OnSite = "makes the link less secure; only a visit can change that";
            if (present.Tls && !Broker.Tls)
            {
                problems.Add("broker.tls", OnSite);
            }

            if (present.CaFile != Broker.CaFile)
            {
                problems.Add("broker.caFile", OnSite);
            }

            if (present.User.Length > 0 && Broker.User.Length == 0)
            {
                problems.Add("broker.user", OnSite);
            }

            if (present.Password.Length > 0 && Broker.Password.Length == 0)
            {
                problems.Add("broker.password", OnSite);
            }
        }

        /// <summary>What these settings put out of use that others did not; legitimate, and to be said to whoever asks for it.</summary>
        /// <param name="present">The settings in use.</param>
        /// <returns>Lines of 1 to 100 characters, at most 9; <c>null</c> for nothing.</returns>
        public string[] LossesAgainst(CabinetConfiguration present)
        {
            bool hasAed = Kind != CabinetKind.Kit;
            bool isWarmer = TemperatureLimits.HighDeciC > present.TemperatureLimits.HighDeciC
                && TemperatureLimits.HighDeciC > IndicatorProfile.TemperatureMaxDeciC;
            bool isColder = TemperatureLimits.LowDeciC < present.TemperatureLimits.LowDeciC
                && TemperatureLimits.LowDeciC < IndicatorProfile.TemperatureMinDeciC;
            string[] lines = new string[MaxLosses];
            int count = 0;
            count = Add(lines, count, hasAed && present.Presence.Fitted && !Presence.Fitted,
                "presence.fitted: a missing AED is not noticed, only its open door");
            count = Add(lines, count, present.Climate.HeaterFitted && !Climate.HeaterFitted,
                "climate.heaterFitted: nothing keeps the cabinet warm");
            count = Add(lines, count, present.Climate.ProbeFitted && !Climate.ProbeFitted,
                "climate.probeFitted: the temperature is not watched");
            count = Add(lines, count, isWarmer || isColder, "temperature: no alarm at temperatures that the AED does not bear");
            count = Add(lines, count, hasAed && present.IndicatorProfile.Kind != IndicatorKind.Unreadable
                && IndicatorProfile.Kind == IndicatorKind.Unreadable, "indicatorProfile.kind: the AED's own light is not watched");
            count = Add(lines, count, !IsMostlyQuiet(present.Alarm) && IsMostlyQuiet(Alarm),
                "alarm.quietFrom, alarm.quietUntil: a fault is hardly ever heard");
            count = Add(lines, count, present.Power.MainsFitted && !Power.MainsFitted, "power.mainsFitted: lost mains are not noticed");
            count = Add(lines, count, present.Power.BatteryFitted && !Power.BatteryFitted,
                "power.batteryFitted: the battery is not watched");
            count = Add(lines, count, present.KitOpenedSeverity != Severity.Info && KitOpenedSeverity == Severity.Info,
                "kit.openedSeverity: an opened kit alerts nobody");
            if (count == 0)
            {
                return null;
            }

            string[] losses = new string[count];
            System.Array.Copy(lines, 0, losses, 0, count);
            return losses;
        }

        /// <summary>Gets a value indicating whether these are the settings of safe mode.</summary>
        public bool IsSafeMode { get; private set; }

        /// <summary>Gets or sets a value indicating whether it came from a valid file.</summary>
        public bool IsCommissioned { get; set; }

        /// <summary>
        /// Gets or sets a value indicating whether <c>cabinet.json</c>, or what was changed in it by command, could not be read: these may
        /// not be the cabinet's settings.
        /// </summary>
        public bool IsUnread { get; set; }

        /// <summary>Gets why it is not commissioned; <see cref="FaultCode.None"/> when it is.</summary>
        public FaultCode Fault { get; private set; }

        /// <summary>Gets or sets the cabinet's id, unique in the registry: 1 to 32 of A–Z, a–z, 0–9, '.', '_' and '-'.</summary>
        public string Id { get; set; } = string.Empty;

        /// <summary>
        /// Gets or sets the least number a boot may have, 1 or more, or 0 while the file can't be read: set anew whenever a cabinet's file
        /// is made, so that a replaced board or a formatted flash never repeats a number that the registry knows.
        /// </summary>
        public int FirstBoot { get; set; } = 1;

        /// <summary>Gets or sets what the enclosure holds.</summary>
        public CabinetKind Kind { get; set; }

        /// <summary>Gets or sets the prefecture's GB/T 2260 code, 4 digits.</summary>
        public string Prefecture { get; set; } = string.Empty;

        /// <summary>Gets or sets the county's GB/T 2260 code, 6 digits.</summary>
        public string County { get; set; } = string.Empty;

        /// <summary>Gets or sets the department that owns the data, one of those that the contract lists.</summary>
        public string Sector { get; set; } = string.Empty;

        /// <summary>Gets who and where the cabinet is.</summary>
        public SiteSettings Site { get; private set; } = new SiteSettings();

        /// <summary>Gets the AED in it.</summary>
        public AedSettings Aed { get; private set; } = new AedSettings();

        /// <summary>Gets how the door is judged.</summary>
        public DoorSettings Door { get; } = new DoorSettings();

        /// <summary>Gets how the AED's presence is judged.</summary>
        public PresenceSettings Presence { get; private set; } = new PresenceSettings();

        /// <summary>Gets when a contact counts as chattering.</summary>
        public ChatteringSettings Chattering { get; } = new ChatteringSettings();

        /// <summary>Gets how the buttons are judged.</summary>
        public ButtonSettings Buttons { get; } = new ButtonSettings();

        /// <summary>Gets how long and when the local alarm sounds.</summary>
        public AlarmSettings Alarm { get; } = new AlarmSettings();

        /// <summary>
        /// Gets or sets how much the opening of the first-aid kit matters (SPEC §7): a school's plaster must not call 120.
        /// </summary>
        public Severity KitOpenedSeverity { get; set; } = Severity.Urgent;

        /// <summary>Gets how long a drill or maintenance lasts.</summary>
        public ModeSettings Modes { get; } = new ModeSettings();

        /// <summary>Gets when a human must look after the cabinet.</summary>
        public CareSettings Care { get; } = new CareSettings();

        /// <summary>Gets what the cabinet makes of UTC.</summary>
        public ClockSettings Clock { get; } = new ClockSettings();

        /// <summary>
        /// Gets or sets how the AED's own indicator is read; unreadable unless told otherwise, which is never ready by itself.
        /// </summary>
        public IndicatorProfile IndicatorProfile { get; set; } = new IndicatorProfile();

        /// <summary>Gets the tolerances in reading it.</summary>
        public IndicatorSettings Indicator { get; } = new IndicatorSettings();

        /// <summary>Gets what temperatures the AED bears.</summary>
        public TemperatureLimitSettings TemperatureLimits { get; } = new TemperatureLimitSettings();

        /// <summary>Gets the probes, the heater and the fan.</summary>
        public ClimateSettings Climate { get; } = new ClimateSettings();

        /// <summary>Gets mains and battery.</summary>
        public PowerSettings Power { get; } = new PowerSettings();

        /// <summary>Gets how the board reaches the network.</summary>
        public NetworkKind Network { get; set; }

        /// <summary>Gets the lock.</summary>
        public LockSettings Lock { get; } = new LockSettings();

        /// <summary>
        /// Gets or sets the key with which commands are signed, 32 bytes; <c>null</c> without one: then every command is refused. Never
        /// logged or sent.
        /// </summary>
        public byte[] CommandKey { get; set; }

        /// <summary>Gets how to reach the broker.</summary>
        public BrokerSettings Broker { get; private set; } = new BrokerSettings();

        /// <summary>Gets which GPIO carries which signal.</summary>
        public PinMap Pins { get; private set; } = new PinMap();

        // Less than four hours a day are left to hear that something is wrong.
        private static bool IsMostlyQuiet(AlarmSettings alarm) =>
            alarm.QuietFromMinute != alarm.QuietUntilMinute
                && LocalTime.MinutesUntil(alarm.QuietFromMinute, alarm.QuietUntilMinute) >= MostlyQuietMinutes;

        private static int Add(string[] lines, int count, bool isLost, string line)
        {
            if (isLost)
            {
                lines[count] = line;
            }

            return isLost ? count + 1 : count;
        }
    }
}
