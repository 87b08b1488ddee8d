namespace AedCabinet.Api.Open;

/// <summary>What a member of the public says is wrong at a cabinet. In an emergency call 120.</summary>
public sealed record PublicReportRequest
{
    /// <summary>Gets what is wrong: not-there, aed-gone, locked, damaged, sounding or other.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets what else there is to say, up to 200 characters, without names and telephone numbers: numbers and addresses by which
    /// somebody can be reached are not kept.</summary>
    public string? Words { get; init; }
}
