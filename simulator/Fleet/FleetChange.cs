namespace AedCabinet.Simulator.Fleet;

/// <summary>Something that happens to a cabinet of a fleet.</summary>
internal enum FleetChange
{
    /// <summary>The door of the AED's compartment is opened.</summary>
    DoorOpens,

    /// <summary>The door of the AED's compartment is shut.</summary>
    DoorCloses,

    /// <summary>The door of the kit's compartment is opened.</summary>
    KitDoorOpens,

    /// <summary>The door of the kit's compartment is shut.</summary>
    KitDoorCloses,

    /// <summary>The AED is taken out.</summary>
    AedLeaves,

    /// <summary>The AED is put back.</summary>
    AedReturns,

    /// <summary>The mains fail; the battery carries on.</summary>
    MainsFail,

    /// <summary>The mains return.</summary>
    MainsReturn,

    /// <summary>The AED's light goes out.</summary>
    LightDies,

    /// <summary>The AED's light is back.</summary>
    LightReturns,
}
