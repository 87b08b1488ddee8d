using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Access;

/// <summary>Adds what judges requests.</summary>
public static class AccessServices
{
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

        return services;
    }
}
