namespace AedCabinet.Simulator.Physics;

/// <summary>One simulated cabinet: what it is made of and where it hangs.</summary>
public sealed record PhysicsOptions
{
    /// <summary>Gets the weather at first. Default: constant 20 °C, as indoors.</summary>
    public Weather Weather { get; init; } = Weather.Constant(20);

    /// <summary>Gets the box.</summary>
    public BoxParameters Box { get; init; } = new();

    /// <summary>Gets the supply.</summary>
    public PowerParameters Power { get; init; } = new();

    /// <summary>Gets the AED's lights.</summary>
    public LightingProfile Lights { get; init; } = LightingProfile.BlinkingOrDark;

    /// <summary>Gets its contacts, all of one make.</summary>
    public ContactParameters Contacts { get; init; } = new();

    /// <summary>Gets the temperature inside at first, in °C. Default 15: put up by people with a warm AED in their hands.</summary>
    public double InsideC { get; init; } = 15;

    /// <summary>Gets when the simulation begins, in ms of the clock that is handed in. Default 0.</summary>
    public long StartMs { get; init; }

    /// <summary>Gets some local midnight that begins a week, in ms of the same clock; weather and self-tests go by it. Default 0.</summary>
    public long WeekStartMs { get; init; }
}
