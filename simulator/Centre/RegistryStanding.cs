namespace AedCabinet.Centre;

/// <summary>What a registry knows from its database and no message says: readiness over time, missing events, the plan.</summary>
public sealed record RegistryStanding
{
    /// <summary>Gets over how many days up to now <see cref="Availability"/> goes.</summary>
    public required int Days { get; init; }

    /// <summary>Gets for how long each cabinet was ready, by its id.</summary>
    public required IReadOnlyDictionary<string, AvailabilityRow> Availability { get; init; }

    /// <summary>
    /// Gets how many events of all cabinets are missing that no cabinet accounted for; <c>null</c> for one who may not see all.
    /// </summary>
    public required long? MissingEvents { get; init; }

    /// <summary>Gets how many events are missing of which the cabinet told (<c>outbox.overflowed</c>).</summary>
    public required long ToldMissingEvents { get; init; }

    /// <summary>Gets the missing events that were asked for again last, the newest first, and what came of it.</summary>
    public IReadOnlyList<ResendRecord> Resends { get; init; } = [];

    /// <summary>Gets how many AEDs are planned in each prefecture, by its code.</summary>
    public required IReadOnlyDictionary<string, long> Planned { get; init; }

    /// <summary>
    /// Gets the share of the time in which all cabinets together were ready, 0 to 1; <c>null</c> before the first state of any.
    /// </summary>
    public double? Share => Of(Availability.Values);

    /// <summary>For how long some cabinets were ready.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <returns>The share of the time, 0 to 1; <c>null</c> before the first state of any.</returns>
    public double? ShareOf(IEnumerable<CabinetRecord> cabinets) =>
        Of(cabinets.Select(cabinet => Availability.GetValueOrDefault(cabinet.Id)).OfType<AvailabilityRow>());

    private static double? Of(IEnumerable<AvailabilityRow> rows)
    {
        TimeSpan ready = TimeSpan.Zero;
        TimeSpan total = TimeSpan.Zero;
        foreach (AvailabilityRow row in rows)
        {
            ready += row.Ready;
            total += row.Total;
        }

        return total > TimeSpan.Zero ? ready / total : null;
    }
}
