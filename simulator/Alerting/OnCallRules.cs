using System.Text.RegularExpressions;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Places;
using MimeKit;

namespace AedCabinet.Alerting;

/// <summary>What an entry of the list of those on call must be like.</summary>
internal static partial class OnCallRules
{
    private const int MostPlace = 99;
    private const int MostName = 64;
    private const int MostAddress = 200;

    /// <summary>What keeps an entry from being used.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="channels">The channels there are; none when that is not known.</param>
    /// <returns>The names of the columns that are wrong.</returns>
    public static IReadOnlyList<string> Judge(OnCallEntry entry, IReadOnlyList<string> channels) =>
    [
        .. new (string Column, bool IsRight)[]
        {
            ("prefecture", entry.Prefecture.Length == 0 || PrefectureForm().IsMatch(entry.Prefecture)),
            ("department", entry.Department.Length == 0 || DepartmentForm().IsMatch(entry.Department)),
            ("cabinet", entry.Cabinet.Length == 0 || CabinetForm().IsMatch(entry.Cabinet)),
            ("severity", entry.Severity is Severity.Emergency or Severity.Urgent or Severity.Maintenance),
            ("place", entry.Place is >= 1 and <= MostPlace),
            ("name", IsText(entry.Name, MostName)),
            ("channel", entry.Channel == OnCallEntry.Mail || (channels.Count == 0 ? ChannelForm().IsMatch(entry.Channel)
                : channels.Contains(entry.Channel))),
            ("address", IsText(entry.Address, MostAddress)
                && (entry.Channel != OnCallEntry.Mail || (MailboxAddress.TryParse(entry.Address, out MailboxAddress? address)
                    && address.Address.Contains('@')))),
            ("hours", entry.Hours.Length == 0 || OpeningHours.Normalize(entry.Hours) is not null),
        }.Where(rule => !rule.IsRight).Select(rule => rule.Column),
    ];

    private static bool IsText(string text, int most) => text.Trim().Length > 0 && text.Length <= most && !text.Any(char.IsControl);

    [GeneratedRegex("^[0-9]{4}$")]
    private static partial Regex PrefectureForm();

    [GeneratedRegex("^[a-z-]{1,32}$")]
    private static partial Regex DepartmentForm();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,32}$")]
    private static partial Regex CabinetForm();

    [GeneratedRegex("^[a-z0-9-]{1,16}$")]
    private static partial Regex ChannelForm();
}
