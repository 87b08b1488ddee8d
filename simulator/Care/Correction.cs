using System.Text.Json.Nodes;
using AedCabinet.Ledger;

namespace AedCabinet.Care;

/// <summary>A correction of what is known of a cabinet.</summary>
/// <param name="Version">The how-maniest of its cabinet it is.</param>
/// <param name="Fields">The values by name.</param>
/// <param name="Who">Who made it.</param>
/// <param name="At">When.</param>
/// <param name="Command">The command that carries it to the cabinet; <c>null</c> where the registry alone holds it.</param>
public sealed record Correction(long Version, JsonObject Fields, string Who, DateTimeOffset At, TimedCommand? Command)
{
    /// <summary>Gets how far it has come.</summary>
    public CorrectionStage Stage => Command?.Stage switch
    {
        null or TimedStage.Done => CorrectionStage.Confirmed,
        TimedStage.Failed or TimedStage.Missed => CorrectionStage.Failed,
        TimedStage.Withdrawn => CorrectionStage.Withdrawn,
        _ => CorrectionStage.Pending,
    };
}
