using AedCabinet.Api.Problems;

namespace AedCabinet.Api.Lists;

/// <summary>How many items a list gives at once.</summary>
internal static class ListLimit
{
    /// <summary>Unless asked otherwise.</summary>
    public const int Usual = 100;

    /// <summary>At most.</summary>
    public const int Most = 500;

    /// <summary>Judges what was asked for.</summary>
    /// <param name="limit">It, or <c>null</c>.</param>
    /// <returns>How many.</returns>
    /// <exception cref="ProblemException">It is out of range.</exception>
    public static int Of(int? limit) => (limit ?? Usual) is int count and >= 1 and <= Most ? count
        : throw ProblemException.OfParameter("limit", $"请用1到{Most}。", $"Use 1 to {Most}.");
}
