namespace AedCabinet.Simulator.Physics;

/// <summary>A contact of a cabinet. Each is wired to ground, so a closed circuit reads low.</summary>
public enum CabinetContact
{
    /// <summary>Door of the AED's compartment: closed circuit with the door shut.</summary>
    AedDoor,

    /// <summary>Door of the kit's compartment: closed circuit with the door shut.</summary>
    KitDoor,

    /// <summary>Switch under the AED: closed circuit with the AED in its place.</summary>
    AedPresence,

    /// <summary>Switch of the case: closed circuit with the case shut.</summary>
    Tamper,

    /// <summary>SOS button: closed circuit while it is pressed.</summary>
    Sos,

    /// <summary>Service button: closed circuit while it is pressed.</summary>
    Service,
}
