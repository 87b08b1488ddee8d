namespace AedCabinet.Api.Problems;

/// <summary>What a problem means, in both languages.</summary>
public sealed record ProblemDescription
{
    /// <summary>Gets the address by which answers name it.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the status of answers that have it.</summary>
    public required int Status { get; init; }

    /// <summary>Gets what it is called in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Gets what it is called in English.</summary>
    public required string En { get; init; }

    /// <summary>Gets what to do, in Chinese.</summary>
    public required string AdviceZh { get; init; }

    /// <summary>Gets what to do, in English.</summary>
    public required string AdviceEn { get; init; }

    /// <summary>A problem's description.</summary>
    /// <param name="kind">The problem.</param>
    /// <returns>The description.</returns>
    internal static ProblemDescription Of(ProblemKind kind) => new()
    {
        Type = kind.Type,
        Status = kind.Status,
        Zh = kind.Title.Zh,
        En = kind.Title.En,
        AdviceZh = kind.Advice.Zh,
        AdviceEn = kind.Advice.En,
    };
}
