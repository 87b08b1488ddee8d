namespace AedCabinet.Events
{
    /// <summary>
    /// Everything that can happen to a cabinet (SPEC §7). The number is an index into <see cref="EventCatalog"/>
    /// and stands in the outbox on flash: a number is never given another meaning, new kinds come at the end.
    /// On the wire an event has its name.
    /// </summary>
    public enum EventKind
    {
        /// <summary>The controller started.</summary>
        BootStarted = 0,

        /// <summary>The AED compartment's door was opened.</summary>
        DoorOpened = 1,

        /// <summary>The AED compartment's door was closed.</summary>
        DoorClosed = 2,

        /// <summary>The AED was taken out through its open door.</summary>
        AedRemoved = 3,

        /// <summary>The AED is back in its place.</summary>
        AedReturned = 4,

        /// <summary>The AED is gone although its door is shut.</summary>
        AedMissing = 5,

        /// <summary>The SOS button was pressed.</summary>
        SosPressed = 6,

        /// <summary>The first-aid kit's door was opened.</summary>
        KitOpened = 7,

        /// <summary>The first-aid kit's door was closed.</summary>
        KitClosed = 8,

        /// <summary>The AED's own indicator asks for attention.</summary>
        AedAttention = 9,

        /// <summary>The AED's own indicator is dark.</summary>
        AedDark = 10,

        /// <summary>The AED's own indicator says that it is ready.</summary>
        AedReady = 11,

        /// <summary>The AED's indicator says two things at once.</summary>
        IndicatorConflict = 12,

        /// <summary>The controller's case was opened.</summary>
        TamperOpened = 13,

        /// <summary>The controller's case was closed.</summary>
        TamperClosed = 14,

        /// <summary>It has been too cold inside for the AED.</summary>
        TemperatureLow = 15,

        /// <summary>It has been too hot inside for the AED.</summary>
        TemperatureHigh = 16,

        /// <summary>The temperature inside is within the AED's range again.</summary>
        TemperatureNormal = 17,

        /// <summary>The temperature probe inside can't be relied on.</summary>
        TemperatureSensorFault = 18,

        /// <summary>The heater is on and doesn't heat.</summary>
        HeaterFault = 19,

        /// <summary>The heater heats again.</summary>
        HeaterOk = 20,

        /// <summary>The mains are gone.</summary>
        MainsLost = 21,

        /// <summary>The mains are back.</summary>
        MainsRestored = 22,

        /// <summary>The battery is low.</summary>
        BatteryLow = 23,

        /// <summary>The battery is about to give up.</summary>
        BatteryCritical = 24,

        /// <summary>The battery is charged again.</summary>
        BatteryOk = 25,

        /// <summary>A door has been left open.</summary>
        DoorLeftOpen = 26,

        /// <summary>A contact changes too often to be believed.</summary>
        InputChattering = 27,

        /// <summary>Pads, battery or kit must be replaced soon, or have expired.</summary>
        ExpiryDue = 28,

        /// <summary>Pads, battery or kit have been replaced.</summary>
        ExpiryCleared = 29,

        /// <summary>The self-test found nothing wrong.</summary>
        SelfTestPassed = 30,

        /// <summary>The self-test found something wrong.</summary>
        SelfTestFailed = 31,

        /// <summary>A drill began: nobody is dispatched.</summary>
        DrillStarted = 32,

        /// <summary>The drill is over.</summary>
        DrillEnded = 33,

        /// <summary>Maintenance began.</summary>
        MaintenanceStarted = 34,

        /// <summary>Maintenance is over.</summary>
        MaintenanceEnded = 35,

        /// <summary>Somebody inspected the cabinet.</summary>
        InspectionDone = 36,

        /// <summary>The network told the time.</summary>
        ClockSynced = 37,

        /// <summary>The link to the broker is back.</summary>
        LinkRestored = 38,

        /// <summary>A new configuration is in use.</summary>
        ConfigApplied = 39,

        /// <summary>A configuration was refused.</summary>
        ConfigRejected = 40,

        /// <summary>A configuration was taken back, because no link came with it.</summary>
        ConfigReverted = 41,

        /// <summary>A command was carried out.</summary>
        CommandDone = 42,

        /// <summary>A command was refused.</summary>
        CommandRejected = 43,

        /// <summary>Events were lost because too many waited.</summary>
        OutboxOverflowed = 44,

        /// <summary>The boot before ended in a failure.</summary>
        BootCrashed = 45,

        /// <summary>Every contact opened at once: their supply has failed, and nothing is known of them.</summary>
        InputsSupplyFault = 46,

        /// <summary>The contacts' supply is back.</summary>
        InputsSupplyOk = 47,

        /// <summary>The temperature inside is near one of the AED's limits.</summary>
        TemperatureWarning = 48,

        /// <summary>The AED has been outside its temperature range for hours, in all since its last inspection.</summary>
        TemperatureExposure = 49,

        /// <summary>Flash refuses to store, can't be read, or has given something up.</summary>
        StorageFault = 50,

        /// <summary>Flash does what is asked of it again.</summary>
        StorageOk = 51,
    }
}
