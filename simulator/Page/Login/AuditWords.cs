using AedCabinet.Access;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;

namespace AedCabinet.Page.Login;

/// <summary>
/// The audit log in the reader's language. It is kept in short English; what has no words here is shown as it is kept, and never left out.
/// </summary>
public static class AuditWords
{
    private const string Area = "audit.detail.";

    /// <summary>What was done.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <returns>The words.</returns>
    public static string Action(PageText text, string action) => Known(text, "audit.action.", action);

    /// <summary>What else there is to say.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="entry">The line of the log.</param>
    /// <returns>The words; empty when nothing was kept.</returns>
    public static string Detail(PageText text, AuditEntry entry)
    {
        if (entry.Detail is not { Length: > 0 } detail)
        {
            return string.Empty;
        }

        int colon = detail.IndexOf(": ", StringComparison.Ordinal);
        (string head, string rest) = colon < 0 ? (detail, string.Empty) : (detail[..colon], detail[(colon + 2)..]);
        return entry.Action switch
        {
            AuditActions.Login or AuditActions.Refused => Known(text, Area, detail),
            AuditActions.Command => text.NameOf("command", detail),
            AuditActions.Emergency => Join(text, text.NameOf("event", head), Known(text, Area, rest)),
            AuditActions.Account => Join(text, Known(text, Area, head), Roles(text, rest)),
            _ => detail,
        };
    }

    /// <summary>Where a role holds.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="grant">The role.</param>
    /// <returns>Prefectures, departments and cabinets by name; that it holds everywhere or nowhere.</returns>
    public static string Where(PageText text, Grant grant)
    {
        string[] parts =
        [
            .. grant.Prefectures.Select(code => text.NameOf("prefecture", code)),
            .. grant.Departments.Select(name => text.NameOf("sector", name)),
            .. grant.Cabinets,
        ];
        return parts.Length == 0 ? text[grant.IsNowhere ? "role.nowhere" : "role.everywhere"] : string.Join(" · ", parts);
    }

    private static string Roles(PageText text, string claims) => string.Join(text.Tag == "zh" ? "；" : "; ",
        claims.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(claim => Grant.TryParse(claim, out Grant? grant)
            ? $"{text["role." + grant.Role]} · {Where(text, grant)}" : claim));

    private static string Join(PageText text, string head, string rest) =>
        rest.Length == 0 ? head : head + (text.Tag == "zh" ? "：" : ": ") + rest;

    private static string Known(PageText text, string prefix, string word) => PageText.Has(prefix + word) ? text[prefix + word] : word;
}
