using Microsoft.AspNetCore.Authorization;

namespace AedCabinet.Access;

/// <summary>Says which permission a page or a route asks for.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    /// <summary>Initializes a new instance of the <see cref="NeedsAttribute"/> class.</summary>
    /// <param name="permission">The permission; where it holds, the page asks its scope.</param>
    public NeedsAttribute(Permission permission) => Policy = Permissions.Policy(permission);
}
