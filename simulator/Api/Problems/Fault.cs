using AedCabinet.Terminal;

namespace AedCabinet.Api.Problems;

/// <summary>One thing in a request that is wrong, in both languages.</summary>
/// <param name="Place">In what part of the request it is.</param>
/// <param name="Name">Its name or pointer there.</param>
/// <param name="Words">What is wrong with it.</param>
internal sealed record Fault(FaultPlace Place, string Name, Wording Words)
{
    /// <summary>It as it is told.</summary>
    /// <param name="isChinese">Whether in Chinese.</param>
    /// <returns>The part.</returns>
    public ProblemPart ToPart(bool isChinese) => new()
    {
        Parameter = Place == FaultPlace.Parameter ? Name : null,
        Header = Place == FaultPlace.Header ? Name : null,
        Pointer = Place == FaultPlace.Pointer ? Name : null,
        Detail = Words.In(isChinese),
    };
}
