namespace AedCabinet.Api.Problems;

/// <summary>In what part of a request something is wrong.</summary>
internal enum FaultPlace
{
    /// <summary>In path or query.</summary>
    Parameter,

    /// <summary>In a header.</summary>
    Header,

    /// <summary>In the body.</summary>
    Pointer,
}
