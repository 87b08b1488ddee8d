using System.Security.Claims;
using AedCabinet.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;

namespace AedCabinet.Page.Layout;

/// <summary>What whoever has a page open may see and do.</summary>
/// <param name="state">Who it is.</param>
/// <param name="services">The server's services.</param>
public sealed class PageScope(AuthenticationStateProvider state, IServiceProvider services)
{
    private static readonly AccessScope s_everything = new(string.Empty, [Grant.Everywhere(Role.Administrator)]);

    /// <summary>Asks who it is.</summary>
    /// <returns>
    /// Its scope. Where nothing can log anybody in, whoever reaches the page may do everything: a demonstration on this host.
    /// </returns>
    public async Task<AccessScope> OfAsync()
    {
        ClaimsPrincipal who = (await state.GetAuthenticationStateAsync()).User;
        return services.GetService<IAuthenticationSchemeProvider>() is null ? s_everything : AccessScope.Of(who);
    }
}
