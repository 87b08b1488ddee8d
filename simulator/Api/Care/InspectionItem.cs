using AedCabinet.Api.Lists;
using AedCabinet.Care;

namespace AedCabinet.Api.Care;

/// <summary>An inspection as it was filled in on site.</summary>
public sealed record InspectionItem
{
    /// <summary>Gets its own id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets the first four digits of the GB/T 2260 code of the prefecture where the cabinet is now.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Gets the department that owns the cabinet's data now.</summary>
    public required string Department { get; init; }

    /// <summary>Gets who made it.</summary>
    public required string Who { get; init; }

    /// <summary>Gets when it was filled in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets when it came: a telephone may have been without a network.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>Gets the answers, ok or defect, by question.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    /// <summary>Gets the questions at which something was found wrong.</summary>
    public required IReadOnlyList<Coded> Defects { get; init; }

    /// <summary>Gets the dates read on the consumables, yyyy-MM-dd by pads, battery or kit.</summary>
    public required IReadOnlyDictionary<string, string> Expiries { get; init; }

    /// <summary>Gets what else was said; empty for nothing.</summary>
    public required string Note { get; init; }

    /// <summary>Gets the address of its photograph; <c>null</c> for none.</summary>
    public required string? Photo { get; init; }

    /// <summary>Gets the id of the signed inspect that told the cabinet; <c>null</c> when it was not told, as after a defect.</summary>
    public required string? Command { get; init; }

    /// <summary>An inspection as the API gives it.</summary>
    /// <param name="item">The inspection.</param>
    /// <returns>It.</returns>
    internal static InspectionItem Of(LoggedInspection item) => new()
    {
        Id = item.Id,
        Cabinet = item.Topic.Cabinet,
        Prefecture = item.Topic.Prefecture,
        Department = item.Topic.Sector,
        Who = item.Who,
        At = item.At,
        Received = item.Received,
        Answers = item.Answers,
        Defects = [.. item.Answers.Where(answer => answer.Value == InspectionQuestions.Defect)
            .Select(answer => Coded.Of("inspect", answer.Key))],
        Expiries = item.Expiries,
        Note = item.Note,
        Photo = item.HasPhoto ? $"/v1/inspections/{item.Id}/photo" : null,
        Command = item.Command,
    };
}
