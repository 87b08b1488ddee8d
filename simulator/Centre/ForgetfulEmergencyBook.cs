namespace AedCabinet.Centre;

/// <summary>Keeps nothing beyond the program's end: for a demonstration, whose cabinets end with it.</summary>
public sealed class ForgetfulEmergencyBook : IEmergencyBook
{
    /// <inheritdoc/>
    public IReadOnlyList<EmergencyCase> Open() => [];

    /// <inheritdoc/>
    public IReadOnlyList<EmergencyCase> Over(int count) => [];

    /// <inheritdoc/>
    public bool Add(EmergencyKey key, EmergencyStep step, int before) => true;

    /// <inheritdoc/>
    public HandledPage Handled(EmergencyFilter filter, int skip, int count) => new([], false);
}
