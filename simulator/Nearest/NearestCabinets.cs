using AedCabinet.Centre;

namespace AedCabinet.Nearest;

/// <summary>
/// Which AEDs are near a place, ready and reachable now. What is not sure is passed over and said: a bystander must not run to a
/// locked door or an empty box.
/// </summary>
/// <param name="map">Where the cabinets are.</param>
/// <param name="clock">Whether their places are open.</param>
/// <param name="record">What is known of a cabinet at a moment; <c>null</c> when nothing is, or the asker may not see it.</param>
public sealed class NearestCabinets(CabinetMap map, OpeningClock clock, Func<string, DateTimeOffset, CabinetRecord?> record)
{
    private const double FirstRingM = 250;

    /// <summary>Answers.</summary>
    /// <param name="question">Where and when.</param>
    /// <returns>The AEDs, and those that were passed over.</returns>
    public NearestAnswer Find(NearestQuestion question)
    {
        List<NearAed> aeds = [];
        List<PassedOver> passedOver = [];
        int passedOverCount = 0;
        double fromM = 0;
        for (double toM = FirstRingM; fromM < question.WithinM && aeds.Count < question.Count; fromM = toM, toM *= 2)
        {
            toM = Math.Min(toM, question.WithinM);
            foreach ((string id, double distanceM) in map.Ring(question.Latitude, question.Longitude, fromM, toM))
            {
                if (aeds.Count == question.Count)
                {
                    break;
                }

                if (record(id, question.At) is not { About.Kind: not "kit" } cabinet)
                {
                    continue;
                }

                switch (Judge(cabinet, distanceM, question.At))
                {
                    case NearAed near:
                        aeds.Add(near);
                        break;
                    case PassedOver over:
                        passedOverCount++;
                        if (passedOver.Count < question.MostPassedOver)
                        {
                            passedOver.Add(over);
                        }

                        break;
                }
            }
        }

        return new NearestAnswer(aeds, passedOver, passedOverCount, question.WithinM);
    }

    private object Judge(CabinetRecord cabinet, double distanceM, DateTimeOffset at)
    {
        PassedOver Over(PassedOverWhy why, DateTimeOffset? opensAt = null) => new(cabinet, distanceM, why, opensAt);

        if (cabinet.Status != CabinetStatus.Ready)
        {
            return Over(cabinet.Status switch
            {
                CabinetStatus.NotReady => PassedOverWhy.NotReady,
                CabinetStatus.NotUnderstood => PassedOverWhy.NotUnderstood,
                CabinetStatus.TwoBoards => PassedOverWhy.TwoBoards,
                _ => PassedOverWhy.NotHeard,
            });
        }

        if (cabinet.About!.IsMobile)
        {
            return Over(PassedOverWhy.Travels);
        }

        if (cabinet.About.Access is not ("yes" or "permissive" or "customers"))
        {
            return Over(PassedOverWhy.NotPermitted);
        }

        if (cabinet.About.Hours is not { } hours)
        {
            // On the outside of a building nothing closes, if everybody may take it.
            return cabinet.About is { IsIndoor: false, Access: not "customers" }
                ? new NearAed(cabinet, distanceM, null) : Over(PassedOverWhy.HoursUnknown);
        }

        return clock.At(hours, at) switch
        {
            { State: HoursState.Open } span => new NearAed(cabinet, distanceM, End(span, at)),
            { State: HoursState.Closed } span => Over(PassedOverWhy.Closed, End(span, at)),
            _ => Over(PassedOverWhy.HoursUnknown),
        };
    }

    // The end of what was worked out is no change.
    private static DateTimeOffset? End(HoursSpan span, DateTimeOffset at) =>
        span.Until - at < TimeSpan.FromDays(HoursWeek.Days - 2) ? span.Until : null;
}
