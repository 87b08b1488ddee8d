using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;

namespace AedCabinet.Desktop.Tests;

/// <summary>What can happen to an outbox.</summary>
internal enum OutboxActKind
{
    /// <summary>The scan adds an event.</summary>
    Add,

    /// <summary>It adds more than fit into memory.</summary>
    Flood,

    /// <summary>It adds one in the middle of the next addition to flash.</summary>
    AddWhileStoring,

    /// <summary>The storage thread stores.</summary>
    Store,

    /// <summary>The link asks whether something waits.</summary>
    Look,

    /// <summary>The link takes events and sends them, as far as its window allows.</summary>
    Take,

    /// <summary>The link takes one and the client's queue is full.</summary>
    TakeInVain,

    /// <summary>The broker acknowledges, in any order.</summary>
    Acknowledge,

    /// <summary>An acknowledgement comes twice, or after its connection.</summary>
    AcknowledgeAgain,

    /// <summary>The connection is lost, and with it every acknowledgement that was due.</summary>
    LoseLink,

    /// <summary>Flash refuses the next changes.</summary>
    Refuse,

    /// <summary>Flash can't be read for the next few times.</summary>
    RefuseReads,

    /// <summary>The power will fail in one of the next changes of the flash.</summary>
    CutPower,

    /// <summary>The board stops on purpose and starts again.</summary>
    Stop,

    /// <summary>The power fails now.</summary>
    LosePower,

    /// <summary>A bit on flash changes.</summary>
    Spoil,
}

/// <summary>One thing that happens to an outbox.</summary>
/// <param name="What">What.</param>
/// <param name="Severity">Of which severity.</param>
/// <param name="Count">How often, 1 to 8.</param>
/// <param name="Size">How many bytes of data, which of several, or after how many bytes.</param>
/// <param name="PauseMs">How much later, in milliseconds.</param>
/// <param name="Residue">What is left of what flash does not do.</param>
internal sealed record OutboxAct(OutboxActKind What, Severity Severity, int Count, int Size, int PauseMs, CutResidue Residue)
{
    public override string ToString() => What switch
    {
        OutboxActKind.Add or OutboxActKind.AddWhileStoring => $"{What} {Severity} {Size}",
        OutboxActKind.Store => $"{What} after {PauseMs} ms",
        OutboxActKind.Look => $"{What} {Severity}",
        OutboxActKind.Take or OutboxActKind.RefuseReads => $"{What} {Count}",
        OutboxActKind.Acknowledge or OutboxActKind.Spoil => $"{What} {Count} {Size}",
        OutboxActKind.Flood or OutboxActKind.AcknowledgeAgain => $"{What} {Size}",
        OutboxActKind.Refuse or OutboxActKind.CutPower => $"{What} {Count} {Size} {Residue}",
        _ => What.ToString(),
    };
}
