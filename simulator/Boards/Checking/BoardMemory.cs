namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>The heap that a board leaves to the program, and what it may be used for because of it.</summary>
/// <param name="Use"><see cref="Field"/> or <see cref="Bench"/>.</param>
/// <param name="HeapFromKb">What the program finds at worst, in 1,024 bytes.</param>
/// <param name="HeapToKb">What it finds at best.</param>
/// <param name="Why">The reason, as people are told it.</param>
public sealed record BoardMemory(string Use, int HeapFromKb, int HeapToKb, BilingualText Why)
{
    /// <summary>A board for cabinets.</summary>
    public const string Field = "field";

    /// <summary>A board for trials on a table, never for a cabinet that people rely on.</summary>
    public const string Bench = "bench";

    /// <summary>
    /// The heap at which the whole application ran without one failed allocation, TLS, <c>configure</c> and a full outbox
    /// included: measured on a nanoCLR of a PC in November 2026 (at 111 KB allocations failed). In 1,024 bytes.
    /// </summary>
    public const int NeededKb = 152;

    /// <summary>Gets a value indicating whether it must not hang in a cabinet.</summary>
    public bool IsBenchOnly => Use != Field;
}
