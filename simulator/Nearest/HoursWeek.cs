namespace AedCabinet.Nearest;

/// <summary>The hours of a place worked out for the days to come, so that to ask for a moment costs nothing.</summary>
internal sealed class HoursWeek
{
    /// <summary>How many days are worked out at once.</summary>
    public const int Days = 8;

    // A day that changes more often than this is given up at: its rest is not known.
    private const int MostChangesADay = 48;

    private readonly DateTimeOffset _from;
    private readonly HoursSpan[] _spans;

    private HoursWeek(DateTimeOffset from, HoursSpan[] spans, bool isRenewed = false)
    {
        _from = from;
        _spans = spans;
        IsRenewed = isRenewed;
    }

    /// <summary>Gets the end of what was worked out.</summary>
    public DateTimeOffset End => _spans[^1].Until;

    /// <summary>Gets a value indicating whether the days after it are being worked out already.</summary>
    public bool IsRenewed { get; }

    /// <summary>Works out the days to come.</summary>
    /// <param name="script">Reads hours.</param>
    /// <param name="holidays">The holidays.</param>
    /// <param name="text">The hours.</param>
    /// <param name="from">The first moment.</param>
    /// <returns>The days.</returns>
    public static HoursWeek WorkOut(HoursScript script, PublicHolidays holidays, string text, DateTimeOffset from)
    {
        string usual = HolidayRules.OnUsualDays(text);
        string free = HolidayRules.OnHolidays(text);
        Jint.Native.JsValue? onUsual = usual.Length > 0 ? script.Read(usual) : null;
        Jint.Native.JsValue? onFree = free == usual ? onUsual : script.Read(free);
        List<HoursSpan> spans = [];
        DateOnly first = ChinaTime.DayOf(from);
        for (int i = 0; i < Days; i++)
        {
            DateOnly day = first.AddDays(i);
            DateTimeOffset end = ChinaTime.StartOf(day.AddDays(1));
            DateTimeOffset at = i == 0 ? from : ChinaTime.StartOf(day);
            DayKind kind = holidays.Of(day);
            Jint.Native.JsValue? hours = kind == DayKind.Holiday ? onFree : onUsual;
            for (int changes = 0; at < end; changes++)
            {
                // Of days on which only holidays have hours, there are none: closed.
                (HoursState state, DateTimeOffset? next) = hours is not null ? script.At(hours, at)
                    : (usual.Length == 0 && kind != DayKind.Holiday ? HoursState.Closed : HoursState.Unknown, null);
                DateTimeOffset until = next is { } change && change > at && change < end && changes < MostChangesADay ? change : end;
                bool isUnsure = kind == DayKind.MakeUpWorkday && state == HoursState.Closed;
                spans.Add(new HoursSpan(isUnsure ? HoursState.Unknown : changes < MostChangesADay ? state : HoursState.Unknown, until,
                    isUnsure));
                at = until;
            }
        }

        return new HoursWeek(from, [.. Joined(spans)]);
    }

    /// <summary>The same, while the days after it are worked out.</summary>
    /// <returns>The same days.</returns>
    public HoursWeek InRenewal() => new(_from, _spans, true);

    /// <summary>The same, when working out the days after it has failed.</summary>
    /// <returns>The same days.</returns>
    public HoursWeek NotRenewed() => new(_from, _spans);

    /// <summary>What holds at a moment.</summary>
    /// <param name="at">The moment.</param>
    /// <returns>The span it lies in; <c>null</c> when it was not worked out.</returns>
    public HoursSpan? At(DateTimeOffset at)
    {
        if (at < _from)
        {
            return null;
        }

        foreach (HoursSpan span in _spans)
        {
            if (at < span.Until)
            {
                return span;
            }
        }

        return null;
    }

    private static IEnumerable<HoursSpan> Joined(List<HoursSpan> spans)
    {
        for (int i = 0; i < spans.Count; i++)
        {
            if (i + 1 == spans.Count || spans[i + 1] with { Until = spans[i].Until } != spans[i])
            {
                yield return spans[i];
            }
        }
    }
}
