namespace AedCabinet.Nearest;

/// <summary>What a day is in China's calendar of work.</summary>
public enum DayKind
{
    /// <summary>A day like its day of the week.</summary>
    Usual,

    /// <summary>A public holiday, or a day off beside one.</summary>
    Holiday,

    /// <summary>A Saturday or Sunday on which offices work for a day off elsewhere (调休上班).</summary>
    MakeUpWorkday,
}
