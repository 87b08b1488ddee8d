namespace AedCabinet.Training;

/// <summary>The limits of drills, and why.</summary>
public static class DrillLimits
{
    /// <summary>A drill lasts so many minutes at most: the cabinet's own limit (SPEC §8).</summary>
    public const int MostMinutes = 480;

    /// <summary>So many characters has what is planned at most.</summary>
    public const int PlanLength = 500;

    /// <summary>So many events of one drill are looked at: a hundred openings are none any more.</summary>
    public const int MostEvents = 500;

    /// <summary>So far ahead a drill may be planned.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(400);

    /// <summary>
    /// A drill that began by so much before or behind its time is the planned one: clocks differ, and the way takes time.
    /// </summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    /// <summary>So long after its planned end a drill of which no end was heard is told of.</summary>
    public static readonly TimeSpan WaitForEnd = TimeSpan.FromMinutes(10);
}
