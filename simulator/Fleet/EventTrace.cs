using System.Runtime.InteropServices;
using AedCabinet.Events;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// One event on its way from contact to registry, in whole milliseconds of the fleet's time. Kept small: a run has hundreds of
/// thousands.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct EventTrace
{
    /// <summary>The boot.</summary>
    public int Boot;

    /// <summary>The number within it.</summary>
    public int Seq;

    /// <summary>What happened.</summary>
    public EventKind Kind;

    /// <summary>When the contact changed, −1 when no contact did.</summary>
    public int ContactMs;

    /// <summary>When the scan made the event.</summary>
    public int MadeMs;

    /// <summary>When the observer first received it, −1 until then.</summary>
    public int ReceivedMs;

    /// <summary>Whether the cabinet was online when the scan made it.</summary>
    public bool WasOnline;

    /// <summary>How often the observer received it.</summary>
    public ushort Copies;

    /// <summary>When it was first seen in the registry's database, −1 until then.</summary>
    public int CommittedMs;

    /// <summary>How many rows of the registry's database hold it.</summary>
    public ushort Commits;

    /// <summary>Gets <see cref="CabinetEvent.Key"/>.</summary>
    public readonly long Key => ((long)Boot << 32) | (uint)Seq;
}
