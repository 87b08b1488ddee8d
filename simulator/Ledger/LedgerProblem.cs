using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>Numbers of a cabinet's boot that are missing, as <c>registry verify</c> reports them.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Boot">The number of the boot.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="Kind"><c>gap</c>: later ones came; <c>tail</c>: a state says that the boot got so far; <c>on its way</c>: that state is
/// only just here.</param>
/// <param name="IsExplained">Whether an <c>outbox.overflowed</c> accounts for them.</param>
public sealed record LedgerProblem(string Cabinet, int Boot, int First, int Last, string Kind, bool IsExplained)
{
    /// <summary>Gets a value indicating whether it is a finding.</summary>
    public bool IsFinding => !IsExplained && Kind != OnItsWay;

    /// <summary>Gets what became of asking the cabinet for them again; <c>null</c> when it was not asked.</summary>
    public string? Asked { get; init; }

    /// <summary>Gets how many there are.</summary>
    public long Count => (long)Last - First + 1;

    /// <summary>Later ones came.</summary>
    public const string Gap = "gap";

    /// <summary>A state says that the boot got so far.</summary>
    public const string Tail = "tail";

    /// <summary>A tail whose state is only just here.</summary>
    public const string OnItsWay = "on its way";

    /// <summary>Gets where they are missing, in words.</summary>
    internal Wording Where => new(Kind switch { Gap => "中间", Tail => "末尾", OnItsWay => "在途", _ => Kind }, Kind);
}
