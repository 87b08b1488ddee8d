using AedCabinet.Access;
using AedCabinet.Contract;
using Microsoft.AspNetCore.Components.Authorization;

namespace AedCabinet.Page.Layout;

/// <summary>What whoever has a page open may do: nothing, until it is known who that is.</summary>
/// <param name="who">Who it is.</param>
/// <param name="parts">The host's parts, which may have an audit log.</param>
/// <param name="clock">The time.</param>
public sealed class PageAccess(AuthenticationStateProvider who, IServiceProvider parts, TimeProvider clock)
{
    private const string From = "page";

    // A page without a login serves this host only; whoever reaches it may do everything, under the name that is typed on it.
    private static readonly AccessScope s_withoutLogin = new(string.Empty, [Grant.Everywhere(Role.Administrator)]);

    private readonly HashSet<string> _contactsSeen = [];

    /// <summary>Gets what may be done; its name is empty on a page without a login.</summary>
    public AccessScope Scope { get; private set; } = new(string.Empty, []);

    /// <summary>Asks who it is.</summary>
    /// <returns>When it is known.</returns>
    public async Task AskAsync()
    {
        System.Security.Claims.ClaimsPrincipal user = (await who.GetAuthenticationStateAsync()).User;
        Scope = user.Identity is { IsAuthenticated: true } ? AccessScope.Of(user) : s_withoutLogin;
    }

    /// <summary>Whether somebody's telephone number may be shown; the first look of this page at it is in the audit log.</summary>
    /// <param name="cabinet">The cabinet's topic.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool SeesContact(CabinetTopic cabinet)
    {
        bool may = Scope.May(Permission.SeeContacts, cabinet);
        if (may && _contactsSeen.Add(cabinet.Cabinet))
        {
            _ = NoteAsync("contact.seen", cabinet.Cabinet);
        }

        return may;
    }

    /// <summary>Writes into the audit log what was done on this page, where there is one and somebody is logged in.</summary>
    /// <param name="action">What, a word.</param>
    /// <param name="cabinet">The cabinet's id, or <c>null</c>.</param>
    /// <param name="detail">What else there is to say, or <c>null</c>.</param>
    /// <returns>When it is written.</returns>
    public Task NoteAsync(string action, string? cabinet, string? detail = null) =>
        Scope.Name.Length > 0 && parts.GetService<IAuditLog>() is { } log
            ? log.AddAsync(new AuditEntry(clock.GetUtcNow(), Scope.Name, From, action, cabinet, true, detail)) : Task.CompletedTask;
}
