using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Access;

/// <summary>Adds what judges requests.</summary>
public static class AccessServices
{
    /// <summary>The policy for what programs on this host ask for without a login, such as figures.</summary>
    public const string ThisHost = "aed:this-host";

    /// <summary>Adds a policy for each permission: who has it somewhere passes; where it holds, the handler asks its scope.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddAccessPolicies(this IServiceCollection services)
    {
        AuthorizationBuilder builder = services.AddAuthorizationBuilder();
        foreach (Permission permission in Enum.GetValues<Permission>())
        {
            builder.AddPolicy(Permissions.Policy(permission),
                policy => policy.RequireAssertion(context => AccessScope.Of(context.User).May(permission)));
        }

        builder.AddPolicy(ThisHost, policy => policy.RequireAssertion(
            context => context.Resource is HttpContext { Connection.RemoteIpAddress: { } from } && IPAddress.IsLoopback(from)));
        return services;
    }
}
