using System.Security.Claims;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Page.Words;
using Microsoft.AspNetCore.Components.Authorization;

namespace AedCabinet.Page.Feeds;

/// <summary>The subscriptions as one open page may see and change them.</summary>
/// <param name="who">Who looks; asked each time, for rights may end while the page is open.</param>
/// <param name="circuit">From where it is looked at.</param>
/// <param name="parts">Has what keeps subscriptions, where there is any.</param>
public sealed class ScopedFeeds(AuthenticationStateProvider who, CircuitLook circuit, IServiceProvider parts)
{
    private readonly IFeedDesk? _desk = parts.GetService<IFeedDesk>();

    /// <summary>Gets a value indicating whether there are any here.</summary>
    public bool IsThere => _desk is not null;

    private FeedLooker Looker
    {
        get
        {
            Task<AuthenticationState> state = who.GetAuthenticationStateAsync();
            return new FeedLooker(state.IsCompletedSuccessfully ? state.Result.User : new ClaimsPrincipal(), circuit.From);
        }
    }

    /// <inheritdoc cref="IFeedDesk.List"/>
    public IReadOnlyList<FeedRow> List() => _desk!.List(Looker);

    /// <inheritdoc cref="IFeedDesk.AddAsync"/>
    public Task<string> AddAsync(FeedWish wish) => _desk!.AddAsync(Looker, wish);

    /// <inheritdoc cref="IFeedDesk.PauseAsync"/>
    public Task PauseAsync(string id, bool isPaused) => _desk!.PauseAsync(Looker, id, isPaused);

    /// <inheritdoc cref="IFeedDesk.RenewSecretAsync"/>
    public Task<string> RenewSecretAsync(string id) => _desk!.RenewSecretAsync(Looker, id);

    /// <inheritdoc cref="IFeedDesk.RemoveAsync"/>
    public Task RemoveAsync(string id) => _desk!.RemoveAsync(Looker, id);

    /// <inheritdoc cref="IFeedDesk.Letters"/>
    public IReadOnlyList<FeedLetter> Letters(string id) => _desk!.Letters(Looker, id);

    /// <inheritdoc cref="IFeedDesk.RetryAsync"/>
    public Task RetryAsync(string id, long no) => _desk!.RetryAsync(Looker, id, no);
}
