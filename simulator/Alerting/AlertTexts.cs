using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;

namespace AedCabinet.Alerting;

/// <summary>What those on call are told, in their language: the first line is a whole short message.</summary>
/// <param name="page">The address of the registry's page; <c>null</c> for no links.</param>
internal sealed class AlertTexts(Uri? page)
{
    /// <summary>The most cabinets that a message names: nobody reads more on a telephone, and the page has them all.</summary>
    public const int MostLines = 40;

    /// <summary>An emergency that nobody has seen.</summary>
    /// <param name="claim">The message's number.</param>
    /// <param name="to">To whom.</param>
    /// <param name="emergency">The emergency.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>The message.</returns>
    public AlertMessage Emergency(AlertClaim claim, OnCallEntry to, AlertCase emergency, DateTimeOffset now)
    {
        PageText text = TextFor(to);
        CabinetRecord cabinet = RecordOf(emergency);
        string since = text.DateAndTime(emergency.Since.ToOffset(now.Offset));
        string subject = text.Say("alert.emergency", text.NameOf("event", emergency.Event), text.NameOf(cabinet), cabinet.Id,
            EmergencyWords.Place(text, cabinet), since);
        List<string> lines = [subject, text.Say("alert.emergency.do")];
        AddWhere(lines, text, cabinet);
        return Make(claim, to, AlertKind.Emergency, subject, lines, claim.Attempt > 1, now) with { Cabinets = [cabinet.Id] };
    }

    /// <summary>Urgent events.</summary>
    /// <param name="claim">The message's number.</param>
    /// <param name="to">To whom.</param>
    /// <param name="events">The events.</param>
    /// <param name="isRepeat">Whether it may have gone out already.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>The message.</returns>
    public AlertMessage Urgent(AlertClaim claim, OnCallEntry to, IReadOnlyList<AlertCase> events, bool isRepeat, DateTimeOffset now)
    {
        PageText text = TextFor(to);
        AlertCase first = events[0];
        CabinetRecord cabinet = RecordOf(first);
        string subject = events.Count == 1
            ? text.Say("alert.urgent.one", text.NameOf("event", first.Event), text.NameOf(cabinet), cabinet.Id,
                EmergencyWords.Place(text, cabinet), text.DateAndTime(first.Since.ToOffset(now.Offset)))
            : text.Say("alert.urgent", events.Count, text.NameOf("event", first.Event), text.NameOf(cabinet));
        return Listed(claim, to, AlertKind.Urgent, subject, events, isRepeat, now);
    }

    /// <summary>The day's digest of maintenance.</summary>
    /// <param name="claim">The message's number.</param>
    /// <param name="to">To whom.</param>
    /// <param name="events">The events.</param>
    /// <param name="isRepeat">Whether it may have gone out already.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>The message.</returns>
    public AlertMessage Digest(AlertClaim claim, OnCallEntry to, IReadOnlyList<AlertCase> events, bool isRepeat, DateTimeOffset now) =>
        Listed(claim, to, AlertKind.Digest,
            TextFor(to).Say("alert.digest", events.Select(item => item.Topic.Cabinet).Distinct().Count(), events.Count),
            events, isRepeat, now);

    /// <summary>A message that tries the way.</summary>
    /// <param name="claim">The message's number.</param>
    /// <param name="to">To whom.</param>
    /// <param name="who">Who asked for it.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>The message.</returns>
    public static AlertMessage Test(AlertClaim claim, OnCallEntry to, string who, DateTimeOffset now)
    {
        string subject = TextFor(to).Say("alert.test", who.Length == 0 ? "–" : who);
        return Make(claim, to, AlertKind.Test, subject, [subject], false, now);
    }

    private static PageText TextFor(OnCallEntry to) => to.IsChinese ? PageText.Chinese : PageText.English;

    private static CabinetRecord RecordOf(AlertCase item) =>
        new() { Topic = item.Topic, About = item.About, Status = CabinetStatus.NotReady, Open = [] };

    private AlertMessage Listed(AlertClaim claim, OnCallEntry to, string kind, string subject, IReadOnlyList<AlertCase> events,
        bool isRepeat, DateTimeOffset now)
    {
        PageText text = TextFor(to);
        List<string> lines = [subject];
        IGrouping<string, AlertCase>[] cabinets = [.. events.GroupBy(item => item.Topic.Cabinet)];
        foreach (IGrouping<string, AlertCase> cabinet in cabinets.Take(MostLines))
        {
            CabinetRecord record = RecordOf(cabinet.Last());
            string what = string.Join(text.Tag == "zh" ? "、" : ", ", cabinet.CountBy(item => item.Event)
                .Select(count => text.NameOf("event", count.Key) + (count.Value > 1 ? " ×" + text.Number(count.Value) : null)));
            lines.Add($"- {text.NameOf(record)} ({record.Id}) · {EmergencyWords.Place(text, record)}: {what}");
        }

        if (cabinets.Length > MostLines)
        {
            lines.Add(text.Say("alert.more", cabinets.Length - MostLines));
        }

        if (page is not null)
        {
            lines.Add(page.ToString());
        }

        return Make(claim, to, kind, subject, lines, isRepeat, now) with { Cabinets = [.. cabinets.Select(cabinet => cabinet.Key)] };
    }

    private void AddWhere(List<string> lines, PageText text, CabinetRecord cabinet)
    {
        if (EmergencyWords.WayIn(text, cabinet) is { } way)
        {
            lines.Add($"{text.Say("emergency.way-in")}: {way}");
        }

        if (cabinet.About is { } about && (about.ContactName ?? about.ContactPhone) is not null)
        {
            lines.Add($"{text.Say("emergency.call")}: {about.ContactName} {about.ContactPhone}");
        }

        if (page is not null)
        {
            lines.Add(new Uri(page, "/registry/" + cabinet.Id).ToString());
        }
    }

    private static AlertMessage Make(AlertClaim claim, OnCallEntry to, string kind, string subject, IReadOnlyList<string> lines,
        bool isRepeat, DateTimeOffset now)
    {
        string first = isRepeat ? TextFor(to).Say("alert.repeat") + " " + subject : subject;
        return new AlertMessage(string.Create(CultureInfo.InvariantCulture, $"aed-alert-{claim.No}"), to, kind, first,
            string.Join('\n', lines.Skip(1).Prepend(first)), isRepeat, now);
    }
}
