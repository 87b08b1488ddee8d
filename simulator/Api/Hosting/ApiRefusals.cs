using AedCabinet.Api.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace AedCabinet.Api.Hosting;

/// <summary>
/// Tells who may not use a route of the API so, as a problem: no program is led to a page on which to log in. Everything else is refused
/// as usual.
/// </summary>
internal sealed class ApiRefusals : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    /// <inheritdoc/>
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || !ProblemWriter.IsOfApi(context.Request.Path))
        {
            // A person's browser is told by the page, which notes it; a system that asks for a page is noted here.
            if (authorizeResult.Forbidden && context.Request.Headers.Authorization.Count > 0)
            {
                await ProblemWriter.NoteAsync(context);
            }

            await _usual.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        // A policy that fails for somebody who isn't logged in asks for that first.
        if (context.User.Identity is not { IsAuthenticated: true })
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ProblemWriter.WriteAsync(context, new ProblemException(ProblemKind.LogIn));
            return;
        }

        await ProblemWriter.NoteAsync(context);
        await ProblemWriter.WriteAsync(context, new ProblemException(ProblemKind.NotAllowed));
    }
}
