namespace AedCabinet.Api.Problems;

/// <summary>Why something was refused (RFC 9457), in the reader's language.</summary>
public sealed record Problem
{
    /// <summary>Gets which problem it is: the address of its description.</summary>
    public required string Type { get; init; }

    /// <summary>Gets what it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>Gets what is wrong here, and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>Gets the path that was asked for.</summary>
    public required string Instance { get; init; }

    /// <summary>Gets each thing that is wrong, with its place in the request; empty where there is no single one.</summary>
    public required IReadOnlyList<ProblemPart> Errors { get; init; }
}
