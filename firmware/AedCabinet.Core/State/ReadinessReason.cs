namespace AedCabinet.State
{
    /// <summary>
    /// Why a bystander can't rely on this cabinet, in the order in which the reasons are reported (SPEC §6).
    /// A set of reasons is an <c>int</c> with bit <c>1 &lt;&lt; reason</c>.
    /// </summary>
    public enum ReadinessReason
    {
        /// <summary>The AED is not in its place.</summary>
        AedMissing = 0,

        /// <summary>The AED's own indicator asks for attention.</summary>
        AedAttention = 1,

        /// <summary>The AED's own indicator is dark.</summary>
        AedDark = 2,

        /// <summary>Nothing is known of the AED's own indicator.</summary>
        AedUnknown = 3,

        /// <summary>The AED's indicator says two things at once.</summary>
        IndicatorConflict = 4,

        /// <summary>It is too cold inside for the AED.</summary>
        TemperatureLow = 5,

        /// <summary>It is too hot inside for the AED.</summary>
        TemperatureHigh = 6,

        /// <summary>The temperature inside is not known.</summary>
        TemperatureUnknown = 7,

        /// <summary>A door has been left open.</summary>
        DoorLeftOpen = 8,

        /// <summary>The AED was taken and nobody has inspected it since.</summary>
        NeedsInspection = 9,

        /// <summary>The last inspection is too long ago.</summary>
        InspectionDue = 10,

        /// <summary>The pads have expired.</summary>
        PadsExpired = 11,

        /// <summary>The AED's battery has expired.</summary>
        BatteryExpired = 12,

        /// <summary>The first-aid kit has expired.</summary>
        KitExpired = 13,

        /// <summary>The heater is on and doesn't heat.</summary>
        HeaterFault = 14,

        /// <summary>The controller's case is open.</summary>
        Tampered = 15,

        /// <summary>The cabinet has been on battery for hours.</summary>
        MainsLost = 16,

        /// <summary>The cabinet's battery is about to give up.</summary>
        BatteryCritical = 17,

        /// <summary>Flash refuses, can't be read, or gave something up.</summary>
        StorageFault = 18,

        /// <summary>Somebody is working on the cabinet.</summary>
        Maintenance = 19,

        /// <summary>The cabinet has no valid configuration.</summary>
        NotCommissioned = 20,
    }
}
