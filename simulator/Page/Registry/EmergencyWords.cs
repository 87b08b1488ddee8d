using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Page.Words;
using AedCabinet.Places;

namespace AedCabinet.Page.Registry;

/// <summary>What is said of an emergency: where it is, how to get in, what the AED is doing now, who did what.</summary>
internal static class EmergencyWords
{
    /// <summary>The key of a stage in the words.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>For example <c>on-the-way</c>.</returns>
    public static string KeyOf(EmergencyStage stage) => stage switch
    {
        EmergencyStage.New => "new",
        EmergencyStage.Seen => "seen",
        EmergencyStage.OnTheWay => "on-the-way",
        _ => "closed",
    };

    /// <summary>Where a cabinet is, from the prefecture down to the floor.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>The place.</returns>
    public static string Place(PageText text, CabinetRecord cabinet)
    {
        ReportedAbout? about = cabinet.About;
        string?[] parts = [text.NameOf("prefecture", cabinet.Topic.Prefecture), text.NameOf("sector", cabinet.Topic.Sector), about?.Site,
            about?.Where, about?.Floor is { Length: > 0 } floor ? text.Say("emergency.floor", floor) : null];
        return string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>How one gets to a cabinet.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>Who may come in and when; <c>null</c> when nobody said so.</returns>
    public static string? WayIn(PageText text, CabinetRecord cabinet)
    {
        string?[] parts =
        [
            cabinet.About?.IsMobile is true ? text.Say("emergency.mobile") : null,
            cabinet.About?.IsIndoor is { } isIndoor ? text.Say(isIndoor ? "emergency.indoors" : "emergency.outdoors") : null,
            cabinet.About?.Access is { } access ? text.NameOf("access", access) : null,
            Hours(text, cabinet.About?.Hours),
        ];
        string way = string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return way.Length == 0 ? null : way;
    }

    /// <summary>Opening hours as people read them: OpenStreetMap's syntax is plain enough in English.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="hours">The hours; <c>null</c> when nobody said so.</param>
    /// <returns>The hours in the page's language.</returns>
    public static string? Hours(PageText text, string? hours) =>
        hours is { Length: > 0 } && text == PageText.Chinese ? ChineseHours.Show(hours) : hours;

    /// <summary>What AED and doors are doing now.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <param name="wasRemoved">Whether the AED was taken: then it is back when it is there.</param>
    /// <returns>For example <c>AED back in its place · AED door closed · as of 12:03:01</c>; that nothing is known of it, when its state
    /// is too old.</returns>
    public static string Doing(PageText text, CabinetRecord cabinet, DateTimeOffset now, bool wasRemoved = false)
    {
        if (cabinet.State is not { } state || cabinet.IsStale)
        {
            return text.Say("emergency.unknown");
        }

        IEnumerable<string> parts =
        [
            .. state.Aed is { } aed ? [text.NameOf("emergency.aed", wasRemoved && aed == "present" ? "back" : aed)] : Array.Empty<string>(),
            .. state.Doors.Select(door => $"{text.NameOf("emergency.door", door.Key)} {text.NameOf("word", door.Value)}"),
            text.Say("emergency.as-of", text.Clock(state.At, now)),
            .. cabinet.Status == CabinetStatus.Offline ? [text.Say("emergency.offline")] : Array.Empty<string>(),
        ];
        return string.Join(" · ", parts);
    }

    /// <summary>Why it was closed.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="closing">The step that closed it.</param>
    /// <returns>The reason, or the words that were given instead.</returns>
    public static string Outcome(PageText text, EmergencyStep closing) =>
        text.NameOf("emergency.reason", closing.Reason!) + (closing.Note is { } note ? (text.Tag == "zh" ? "：" : ": ") + note : null);

    /// <summary>What became of telling somebody on call.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="step">The step.</param>
    /// <returns>The outcome, why it failed, and whether it was sent again.</returns>
    public static string Outcome(PageText text, AlertStep step) => string.Join(
        ' ',
        new[]
        {
            text.Say("alert.outcome." + step.Outcome.ToString().ToLowerInvariant()), step.Detail is { } why ? $"({why})" : null,
            step.IsRepeat ? text.Say("alert.was-repeat") : null,
        }.Where(part => part is not null));

    /// <summary>That somebody on call was told.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="step">The step.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>Who, by what, what became of it and when.</returns>
    public static string Of(PageText text, AlertStep step, DateTimeOffset now) => step.Outcome == AlertOutcome.Nobody
        ? $"{Outcome(text, step)} {text.Clock(step.At, now)}"
        : text.Say("alert.step", step.Person, step.Channel, Outcome(text, step), text.Clock(step.At, now));

    /// <summary>A step in words.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="step">The step.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>What, who and when.</returns>
    public static string Of(PageText text, EmergencyStep step, DateTimeOffset now)
    {
        string what = step.IsTakenBack ? text.Say("emergency.taken-back")
            : step.Reason is not null ? $"{text.Say("emergency.stage.closed")} ({Outcome(text, step)})"
            : text.Say("emergency.stage." + KeyOf(step.Stage));
        return $"{what} {step.Who} {text.Clock(step.At, now)}";
    }
}
