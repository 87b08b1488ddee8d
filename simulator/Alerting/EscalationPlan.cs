using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Alerting;

/// <summary>
/// Who is to be told next of an emergency that nobody has seen: up the list, one after the other, and from its beginning again until it is
/// seen (SPEC §18). Knows nothing but what was done so far, so that any process goes on where another ended.
/// </summary>
/// <param name="settings">How long is waited.</param>
internal sealed class EscalationPlan(AlertingSettings settings)
{
    /// <summary>Who is to be told now.</summary>
    /// <param name="emergency">The emergency, with who was told so far.</param>
    /// <param name="onDuty">Those on call for it at this time, in any order.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The next step; <c>null</c> when none is due.</returns>
    public EscalationStep? Next(AlertCase emergency, IEnumerable<OnCallEntry> onDuty, DateTimeOffset now)
    {
        if (emergency.Stage != EmergencyStage.New)
        {
            return null;
        }

        OnCallEntry[] list = [.. onDuty.OrderBy(entry => entry.Place).ThenBy(entry => entry.No)];
        if (emergency.Taken.Count == 0)
        {
            return now >= emergency.Since + settings.FirstAfter ? new EscalationStep(1, list.FirstOrDefault()) : null;
        }

        AlertTaken last = emergency.Taken[^1];
        OnCallEntry? up = Array.Find(list, entry => (entry.Place, entry.No).CompareTo((last.Place, last.Entry)) > 0);
        bool hasFailed = last.Step.Outcome is AlertOutcome.Failed or AlertOutcome.Unknown;

        // Whoever comes on duty while nobody was is told at once, and so is the next when one could not be told. Where nobody else can be
        // told, the whole list is tried again after a while.
        TimeSpan wait = up is null ? settings.AgainAfter
            : hasFailed || last.Step.Outcome == AlertOutcome.Nobody ? TimeSpan.Zero : settings.NextAfter;
        return now >= last.Step.At + wait ? new EscalationStep(last.Round + 1, up ?? list.FirstOrDefault()) : null;
    }
}
