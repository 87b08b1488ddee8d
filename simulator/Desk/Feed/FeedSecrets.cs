using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace AedCabinet.Desk.Feed;

/// <summary>
/// The secrets with which the centre signs (Standard Webhooks): one, and while it changes two. A signature that is older or younger than
/// five minutes holds no more, so that what was recorded can't be sent again later.
/// </summary>
internal sealed class FeedSecrets
{
    private const int Most = 2;

    private volatile StandardWebhook[] _secrets = [];

    /// <summary>Gets a value indicating whether there is one yet.</summary>
    public bool IsKnown => _secrets.Length > 0;

    /// <summary>From now on this one holds too; of those before, the latest.</summary>
    /// <param name="secret">The secret, <c>whsec_…</c>.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public void Add(string secret) => _secrets = [new StandardWebhook(secret), .. _secrets.Take(Most - 1)];

    /// <summary>Whether the centre signed it, a short time ago.</summary>
    /// <param name="body">The body as it came.</param>
    /// <param name="headers">The headers.</param>
    /// <returns><c>true</c> when it did.</returns>
    public bool Hold(string body, IHeaderDictionary headers) => Array.Exists(_secrets, secret => Holds(secret, body, headers));

    private static bool Holds(StandardWebhook secret, string body, IHeaderDictionary headers)
    {
        try
        {
            secret.Verify(body, headers);
            return true;
        }
        catch (WebhookVerificationException)
        {
            return false;
        }
    }
}
