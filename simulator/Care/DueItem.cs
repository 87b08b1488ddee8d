using AedCabinet.Centre;

namespace AedCabinet.Care;

/// <summary>Something that is to be done at a cabinet.</summary>
/// <param name="Cabinet">What is known of the cabinet.</param>
/// <param name="Item">What: its name within the cabinet, such as <c>expiry.pads:2026-12-31</c> or <c>fault.aed-dark</c>.</param>
/// <param name="Kind">Why.</param>
/// <param name="Word">What it is about: a consumable, a reason of the contract, a status.</param>
/// <param name="Day">By which day, or since which.</param>
/// <param name="Detail">What a person noted, or <c>null</c>.</param>
public sealed record DueItem(CabinetRecord Cabinet, string Item, DueKind Kind, string Word, DateOnly Day, string? Detail = null)
{
    /// <summary>Gets who is to do it by when, or <c>null</c> while nobody is.</summary>
    public CarePlan? Plan { get; init; }

    /// <summary>Gets who said that it was done, although the cabinet does not show it yet; <c>null</c> for nobody.</summary>
    public CareDone? Done { get; init; }

    /// <summary>Whether it should have been done by now.</summary>
    /// <param name="today">The day in China.</param>
    /// <returns><c>true</c> when the day agreed on is over, or the consumable has expired.</returns>
    public bool IsOverdue(DateOnly today) => Plan is { } plan ? plan.Day < today : Kind != DueKind.Expiry || Day < today;
}
