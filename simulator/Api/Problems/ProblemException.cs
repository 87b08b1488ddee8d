using AedCabinet.Terminal;

namespace AedCabinet.Api.Problems;

/// <summary>A request is refused.</summary>
/// <param name="kind">Which problem it is.</param>
/// <param name="detail">What is wrong here; <c>null</c> where the parts say it.</param>
/// <param name="parts">Each thing that is wrong.</param>
internal sealed class ProblemException(ProblemKind kind, Wording? detail = null, IReadOnlyList<Fault>? parts = null)
    : Exception(detail?.En ?? kind.Title.En)
{
    /// <summary>Gets which problem it is.</summary>
    public ProblemKind Kind => kind;

    /// <summary>Gets what is wrong here.</summary>
    public Wording? Detail => detail;

    /// <summary>Gets each thing that is wrong.</summary>
    public IReadOnlyList<Fault> Parts => parts ?? [];

    /// <summary>One parameter is wrong.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="zh">What is wrong and what it may be, in Chinese.</param>
    /// <param name="en">The same in English.</param>
    /// <returns>The refusal.</returns>
    public static ProblemException OfParameter(string name, string zh, string en) =>
        new(ProblemKind.Invalid, null, [new Fault(FaultPlace.Parameter, name, new Wording(zh, en))]);

    /// <summary>One member of the body is wrong.</summary>
    /// <param name="pointer">Where it is, a JSON pointer.</param>
    /// <param name="zh">What is wrong and what it may be, in Chinese.</param>
    /// <param name="en">The same in English.</param>
    /// <returns>The refusal.</returns>
    public static ProblemException OfMember(string pointer, string zh, string en) =>
        new(ProblemKind.Invalid, null, [new Fault(FaultPlace.Pointer, pointer, new Wording(zh, en))]);

    /// <summary>There is no such cabinet for who asks.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The refusal.</returns>
    public static ProblemException NoCabinet(string id) =>
        new(ProblemKind.NotFound, new Wording($"没有机柜“{id}”。", $"There is no cabinet \"{id}\"."));
}
