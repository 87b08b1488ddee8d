using AedCabinet.Api.Lists;
using AedCabinet.Care;
using AedCabinet.Page.Care;

namespace AedCabinet.Api.Care;

/// <summary>Something that is to be done at a cabinet.</summary>
public sealed record DueWork
{
    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets the cabinet's name; <c>null</c> before it said so.</summary>
    public required string? Name { get; init; }

    /// <summary>Gets the site at which it hangs.</summary>
    public required string? Site { get; init; }

    /// <summary>Gets the first four digits of its prefecture's GB/T 2260 code.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Gets the department that owns its data.</summary>
    public required string Department { get; init; }

    /// <summary>Gets the work's name within the cabinet, by which it is planned and done: for example fault.aed-dark.</summary>
    public required string Item { get; init; }

    /// <summary>Gets why it is to be done.</summary>
    public required DueKind Kind { get; init; }

    /// <summary>Gets what it is about: a consumable, a reason, a status.</summary>
    public required Coded About { get; init; }

    /// <summary>Gets the day by which it is due (a consumable expires), or since which it stands; by China's calendar.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Gets what a person noted, or <c>null</c>.</summary>
    public required string? Note { get; init; }

    /// <summary>Gets a value indicating whether it should have been done by now.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>Gets whose it is, and by when; <c>null</c> while it is nobody's.</summary>
    public required WorkPlan? Plan { get; init; }

    /// <summary>Gets who said that it was done, although the cabinet does not show it yet; <c>null</c> for nobody.</summary>
    public required DoneWork? Done { get; init; }

    /// <summary>Due work as the API gives it.</summary>
    /// <param name="item">The work.</param>
    /// <param name="today">The day in China.</param>
    /// <returns>It.</returns>
    internal static DueWork Of(DueItem item, DateOnly today) => new()
    {
        Cabinet = item.Cabinet.Id,
        Name = item.Cabinet.About?.Name,
        Site = item.Cabinet.About?.Site,
        Prefecture = item.Cabinet.Topic.Prefecture,
        Department = item.Cabinet.Topic.Sector,
        Item = item.Item,
        Kind = item.Kind,
        About = new Coded
        {
            Code = item.Word,
            Zh = CareWords.Of(true, item).What,
            En = CareWords.Of(false, item).What,
        },
        Day = item.Day,
        Note = item.Detail,
        IsOverdue = item.IsOverdue(today),
        Plan = item.Plan is { } plan ? WorkPlan.Of(plan) : null,
        Done = item.Done is { } done ? DoneWork.Of(done) : null,
    };
}
