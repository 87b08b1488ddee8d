using System.Security.Claims;

namespace AedCabinet.Centre;

/// <summary>Who looks at subscriptions.</summary>
/// <param name="Who">The one who is logged in.</param>
/// <param name="From">From which address.</param>
public sealed record FeedLooker(ClaimsPrincipal Who, string From);
