using AedCabinet.Centre;
using AedCabinet.Nearest;

namespace AedCabinet.Alerting;

/// <summary>When somebody is on call, by China's time and holidays.</summary>
/// <param name="clock">The time.</param>
internal sealed class DutyHours(TimeProvider clock) : IDisposable
{
    private readonly OpeningClock _opening = new(clock, PublicHolidays.China);

    /// <summary>Whether somebody is on call.</summary>
    /// <param name="entry">Who.</param>
    /// <param name="now">The time now.</param>
    /// <returns><c>true</c> when so, and while it is not certain: one too many is told rather than nobody.</returns>
    public bool Holds(OnCallEntry entry, DateTimeOffset now) =>
        entry.Hours.Length == 0 || _opening.At(entry.Hours, now) is not { State: HoursState.Closed };

    /// <inheritdoc/>
    public void Dispose() => _opening.Dispose();
}
