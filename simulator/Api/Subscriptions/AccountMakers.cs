using System.Data.Common;
using System.Net.Sockets;
using System.Security.Claims;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Feeds;
using AedCabinet.Ledger;

namespace AedCabinet.Api.Subscriptions;

/// <summary>Those who made subscriptions: accounts of this registry, with the roles that they have now.</summary>
/// <param name="parts">The host's parts: one without logins has no accounts.</param>
internal sealed class AccountMakers(IServiceProvider parts) : IFeedMakers
{
    /// <inheritdoc/>
    public AccessScope? Of(string account)
    {
        try
        {
            return parts.GetService<AccountBook>()?.ById(account) is { IsLocked: false } found
                ? new AccessScope(found.Name, found.Grants) : null;
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException or TimeoutException
            or SocketException)
        {
            throw new StoreAwayException(exception.Message, exception);
        }
    }

    /// <summary>The account of one who is logged in.</summary>
    /// <param name="who">The one.</param>
    /// <returns>Its id; <c>null</c> where it is none of this registry's.</returns>
    public string? AccountOf(ClaimsPrincipal who) =>
        who.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && Of(id) is not null ? id : null;
}
