namespace AedCabinet.Api.Problems;

/// <summary>One thing in a request that is wrong.</summary>
public sealed record ProblemPart
{
    /// <summary>Gets the name of the parameter of path or query; <c>null</c> where it is none.</summary>
    public string? Parameter { get; init; }

    /// <summary>Gets the name of the header; <c>null</c> where it is none.</summary>
    public string? Header { get; init; }

    /// <summary>Gets the JSON pointer into the body (RFC 6901); <c>null</c> where it is not in the body.</summary>
    public string? Pointer { get; init; }

    /// <summary>Gets what is wrong with it, and what it may be.</summary>
    public required string Detail { get; init; }
}
