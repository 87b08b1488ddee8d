using AedCabinet.Contract;

namespace AedCabinet.Training;

/// <summary>A drill: planned, or begun at its cabinet without a plan.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Topic">Where its cabinet speaks.</param>
/// <param name="Plan">What was planned; <c>null</c> for one that nobody planned here.</param>
/// <param name="Course">What happened; <c>null</c> while it has not begun.</param>
public sealed record HeldDrill(string Id, CabinetTopic Topic, DrillPlan? Plan, DrillCourse? Course)
{
    // No drill lasts longer (SPEC §8).
    private static readonly TimeSpan s_mode = TimeSpan.FromMinutes(DrillLimits.MostMinutes);

    /// <summary>How far it has come.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>The stage.</returns>
    public DrillStage StageAt(DateTimeOffset now) => Plan?.StageAt(now)
        ?? (Course is { Ended: null } course && now - course.Started < s_mode ? DrillStage.Running : DrillStage.Done);

    /// <summary>What was planned and did not happen: names of events; none without a plan.</summary>
    /// <returns>The names.</returns>
    public IReadOnlyList<string> Missing() =>
        Plan is null ? [] : [.. Plan.Expects.Where(name => Course?.Counts.ContainsKey(name) != true)];

    /// <summary>In what it differs from its plan.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>Words: not-started, started-late, ended-early, ran-over, incomplete; none without a plan or before its time.</returns>
    public IReadOnlyList<string> Differences(DateTimeOffset now)
    {
        if (Plan is null || StageAt(now) is DrillStage.Planned or DrillStage.Withdrawn)
        {
            return [];
        }

        if (Course is null)
        {
            return now < Plan.Until && StageAt(now) is (DrillStage.Starting or DrillStage.Running) ? [] : ["not-started"];
        }

        List<string> all = [];
        AddIf("started-late", Course.Started - Plan.At > DrillLimits.Slack);
        AddIf("ended-early", Plan.Until - Course.Ended > DrillLimits.Slack);
        AddIf("ran-over", Course.Ended - Plan.Until > DrillLimits.Slack);
        AddIf("incomplete", StageAt(now) == DrillStage.Done && Missing().Count > 0);
        return all;

        void AddIf(string word, bool isSo)
        {
            if (isSo)
            {
                all.Add(word);
            }
        }
    }
}
