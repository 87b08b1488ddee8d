using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Training;

/// <summary>A drill that was planned.</summary>
/// <param name="No">Its number.</param>
/// <param name="Id">Its id.</param>
/// <param name="Topic">Where its cabinet speaks.</param>
/// <param name="At">When it is to begin.</param>
/// <param name="Minutes">How long it is to last.</param>
/// <param name="IsSos">Whether SOS is part of it.</param>
/// <param name="Plan">What is planned, in words.</param>
/// <param name="Expects">The events that are to happen in it, by their names in the contract.</param>
/// <param name="Who">Who planned it.</param>
/// <param name="Made">When that was.</param>
/// <param name="Ended">When it was found to be over, however it went; <c>null</c> before.</param>
/// <param name="Command">The command by which it begins.</param>
public sealed record DrillPlan(long No, string Id, CabinetTopic Topic, DateTimeOffset At, int Minutes, bool IsSos, string Plan,
    IReadOnlyList<string> Expects, string Who, DateTimeOffset Made, DateTimeOffset? Ended, TimedCommand Command)
{
    /// <summary>Gets when it is to end.</summary>
    public DateTimeOffset Until => At.AddMinutes(Minutes);

    /// <summary>How far it has come.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>The stage.</returns>
    public DrillStage StageAt(DateTimeOffset now) => Command.Stage switch
    {
        TimedStage.Withdrawn => DrillStage.Withdrawn,
        TimedStage.Failed => DrillStage.Refused,
        TimedStage.Missed => DrillStage.Missed,
        TimedStage.Done => Ended is null ? DrillStage.Running : DrillStage.Done,
        _ => now < At ? DrillStage.Planned : DrillStage.Starting,
    };
}
