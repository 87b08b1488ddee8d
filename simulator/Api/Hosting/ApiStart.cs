using System.Security.Claims;
using AedCabinet.Access;
using AedCabinet.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;

namespace AedCabinet.Api.Hosting;

/// <summary>What comes before everything else of a host: whatever is refused on the way in is told as a problem too.</summary>
/// <param name="services">Say whether anybody logs in here.</param>
internal sealed class ApiStart(IServiceProviderIsService services) : IStartupFilter
{
    /// <summary>Who a host without a login takes everybody for, on this host only.</summary>
    private const string Local = "local";

    // Such a host listens on this computer alone.
    private static readonly ClaimsPrincipal s_local = new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, Local), new Claim(Grant.ClaimType, Grant.Everywhere(Role.Administrator).ToClaim())], Local));

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(ProblemWriter.TellAsync);
        if (!services.IsService(typeof(IAuthenticationSchemeProvider)))
        {
            app.Use(LetInAsync);
        }

        next(app);
    };

    private static Task LetInAsync(HttpContext context, RequestDelegate next)
    {
        context.User = s_local;
        return next(context);
    }
}
