using System.Globalization;

namespace AedCabinet.Nearest;

/// <summary>The one time of day of China.</summary>
public static class ChinaTime
{
    /// <summary>How far it is ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day of a moment.</summary>
    /// <param name="at">The moment.</param>
    /// <returns>The day in China.</returns>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Offset).DateTime);

    /// <summary>A moment as people read it.</summary>
    /// <param name="at">The moment.</param>
    /// <returns>Day and time in China.</returns>
    public static string Say(DateTimeOffset at) => at.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>When a day begins.</summary>
    /// <param name="day">The day in China.</param>
    /// <returns>Its midnight.</returns>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);
}
