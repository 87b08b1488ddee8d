namespace AedCabinet.Climate
{
    /// <summary>Why the heater must be off whatever the thermostat wants (SPEC §10); where several hold, the first of these.</summary>
    public enum HeaterForcedOff
    {
        /// <summary>It need not: the thermostat decides.</summary>
        None = 0,

        /// <summary>No heater is fitted.</summary>
        NotFitted = 1,

        /// <summary>The temperature inside is not known: not yet, or the probe is faulty.</summary>
        TemperatureUnknown = 2,

        /// <summary>It is warm inside, far beyond any set point: something else must be wrong.</summary>
        TooWarm = 3,

        /// <summary>The cabinet runs on its battery, or it is not known yet that it does not.</summary>
        OnBattery = 4,

        /// <summary>A door has been open for long: the heater would warm the street.</summary>
        DoorOpen = 5,
    }
}
