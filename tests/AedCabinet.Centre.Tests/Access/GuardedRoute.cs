using AedCabinet.Access;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>How an attacker tries a route: a row of <see cref="GuardedRoutes"/>.</summary>
/// <param name="Route">The method and the route as the program has it; PAGE for a page.</param>
/// <param name="Needs">The permission without which it is refused; <c>null</c> where every account has its own there.</param>
/// <param name="Own">An address of it about the account's own cabinet, or of a list.</param>
/// <param name="Foreign">An address of it about a cabinet outside of the grant; <c>null</c> for a list, which must not name it.</param>
/// <param name="Body">What is sent, JSON.</param>
/// <param name="IsForAll">Whether a grant that is narrowed to some cabinets is not enough.</param>
/// <param name="MayBeMissing">Whether 404 is an answer to who may: there is none of one's own.</param>
internal sealed record GuardedRoute(
    string Route, Permission? Needs, string Own, string? Foreign = null, string? Body = null, bool IsForAll = false,
    bool MayBeMissing = false)
{
    /// <summary>Gets a value indicating whether it is a page, which says that there is no such cabinet instead of a status.</summary>
    public bool IsPage => Route.StartsWith("PAGE ", StringComparison.Ordinal);

    /// <summary>Gets the method.</summary>
    public HttpMethod Method => !IsPage && !Route.StartsWith("ANY ", StringComparison.Ordinal) ? new HttpMethod(Route.Split(' ')[0])
        : Body is null ? HttpMethod.Get : HttpMethod.Post;
}
