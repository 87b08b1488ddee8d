using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Alerting;

/// <summary>
/// Tells those on call of what is no emergency: urgent events within half a minute, several in one message, and what can wait once a day.
/// Nobody can mark these as seen, so each is told to one of the list, to the next when that one could not be told.
/// </summary>
/// <param name="book">What was told.</param>
/// <param name="texts">The words.</param>
/// <param name="settings">When the digest goes out.</param>
/// <param name="hours">Who is on call when.</param>
/// <param name="post">Sends a message for some claims.</param>
internal sealed class EventAlerts(AlertBook book, AlertTexts texts, AlertingSettings settings, DutyHours hours,
    Action<IReadOnlyList<AlertClaim>, OnCallEntry, AlertMessage> post)
{
    /// <summary>Nobody is told any more of what is older.</summary>
    public static readonly TimeSpan UrgentFor = TimeSpan.FromDays(1);

    private const int MostRounds = 3;

    private static readonly TimeSpan s_urgentEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_digestEvery = TimeSpan.FromMinutes(1);

    // What was committed a moment late still belongs to its day.
    private static readonly TimeSpan s_digestAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_digestAgainAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestDigest = TimeSpan.FromDays(7);

    private DateTimeOffset? _begun;
    private DateTimeOffset _urgentAt;
    private DateTimeOffset _digestAt;

    /// <summary>Looks whether somebody is to be told of something.</summary>
    /// <param name="list">Those on call.</param>
    /// <param name="now">The time now, in the offset of China's time.</param>
    /// <exception cref="System.Data.Common.DbException">The database is away.</exception>
    public void Look(IReadOnlyList<OnCallEntry> list, DateTimeOffset now)
    {
        _begun ??= book.BegunAt(now);
        if (now - _urgentAt >= s_urgentEvery)
        {
            Urgent([.. list.Where(entry => entry.Severity == Severity.Urgent)], now);
            _urgentAt = now;
        }

        if (now - _digestAt >= s_digestEvery)
        {
            Digest([.. list.Where(entry => entry.Severity == Severity.Maintenance)], now);
            _digestAt = now;
        }
    }

    private static string CauseOf(AlertCase item) => string.Create(CultureInfo.InvariantCulture, $"u:{item.No}");

    // One person may be on the list several times, and gets one digest.
    private static string PersonOf(OnCallEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Channel} {entry.Address}")))[..16];

    private void Urgent(OnCallEntry[] list, DateTimeOffset now)
    {
        if (list.Length == 0)
        {
            return;
        }

        DateTimeOffset from = Later(_begun!.Value, now - UrgentFor);
        IReadOnlyDictionary<string, AlertTaken> told = book.Latest("u:", from);
        OnCallEntry[] onDuty = [.. list.Where(entry => hours.Holds(entry, now)).OrderBy(entry => entry.Place).ThenBy(entry => entry.No)];
        Dictionary<OnCallEntry, List<(AlertCase Event, AlertClaim Claim, bool IsRepeat)>> messages = [];
        foreach (AlertCase item in book.Events(Severity.Urgent, from, DateTimeOffset.MaxValue))
        {
            AlertTaken? last = told.GetValueOrDefault(CauseOf(item));
            if (Next(onDuty.Where(entry => entry.Covers(item.Topic)), last) is { } to
                && book.Claim(CauseOf(item), (last?.Round ?? 0) + 1, null, to, now) is { } claim)
            {
                messages.TryAdd(to, []);
                messages[to].Add((item, claim, last?.Step.Outcome == AlertOutcome.Unknown));
            }
        }

        foreach ((OnCallEntry to, List<(AlertCase Event, AlertClaim Claim, bool IsRepeat)> parts) in messages)
        {
            post([.. parts.Select(part => part.Claim)], to,
                texts.Urgent(parts[0].Claim, to, [.. parts.Select(part => part.Event)], parts.Exists(part => part.IsRepeat), now));
        }
    }

    private static OnCallEntry? Next(IEnumerable<OnCallEntry> onDuty, AlertTaken? last) => last switch
    {
        null => onDuty.FirstOrDefault(),
        { Round: >= MostRounds } => null,

        // It may have gone out: to the same one again, who is told so.
        { Step.Outcome: AlertOutcome.Unknown } => onDuty.FirstOrDefault(entry => entry.No == last.Entry) ?? onDuty.FirstOrDefault(),
        { Step.Outcome: AlertOutcome.Failed } => onDuty.FirstOrDefault(entry =>
            (entry.Place, entry.No).CompareTo((last.Place, last.Entry)) > 0),
        _ => null,
    };

    private void Digest(OnCallEntry[] list, DateTimeOffset now)
    {
        DateTimeOffset due = DueBefore(now - s_digestAfter);
        if (due <= _begun)
        {
            return;
        }

        IReadOnlyDictionary<string, AlertTaken> told = book.Latest("d:", due);
        foreach (IGrouping<string, OnCallEntry> person in list.GroupBy(PersonOf))
        {
            string cause = string.Create(CultureInfo.InvariantCulture, $"d:{due:yyyy-MM-dd}:{person.Key}");
            AlertTaken? last = told.GetValueOrDefault(cause);
            if (last is null || (last.Step.Outcome is AlertOutcome.Failed or AlertOutcome.Unknown && last.Round < MostRounds
                && now - last.Step.At >= s_digestAgainAfter))
            {
                Digest([.. person], cause, last, due, now);
            }
        }
    }

    private void Digest(OnCallEntry[] person, string cause, AlertTaken? last, DateTimeOffset due, DateTimeOffset now)
    {
        DateTimeOffset from = Later(_begun!.Value, due - s_longestDigest);
        if (book.LastSent("d:%:" + PersonOf(person[0])) is { } sent)
        {
            from = Later(from, DueBefore(sent.ToOffset(now.Offset)));
        }
        else
        {
            from = Later(from, due.AddDays(-1));
        }

        AlertCase[] events = [.. book.Events(Severity.Maintenance, from, due).Where(item => person.Any(entry => entry.Covers(item.Topic)))];
        if (events.Length > 0 && book.Claim(cause, (last?.Round ?? 0) + 1, null, person[0], now) is { } claim)
        {
            post([claim], person[0], texts.Digest(claim, person[0], events, last?.Step.Outcome == AlertOutcome.Unknown, now));
        }
    }

    // The latest moment before a time at which a digest was due.
    private DateTimeOffset DueBefore(DateTimeOffset now)
    {
        DateTimeOffset today = new(now.Date + settings.DigestAt.ToTimeSpan(), now.Offset);
        return today <= now ? today : today.AddDays(-1);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
