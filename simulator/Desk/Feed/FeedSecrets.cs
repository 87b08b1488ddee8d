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
    /// <summary>The header that says which event it is.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the signatures.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string TimeHeader = "webhook-timestamp";
    private const int Most = 2;

    // More than two are nobody's who means well.
    private const int MostSignatures = 8;

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

    // While a secret changes there are two signatures; the library takes them one by one.
    private static bool Holds(StandardWebhook secret, string body, IHeaderDictionary headers) =>
        headers[SignatureHeader].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures)
            .Any(signature => HoldsOne(secret, body, new HeaderDictionary
            {
                [IdHeader] = headers[IdHeader],
                [TimeHeader] = headers[TimeHeader],
                [SignatureHeader] = signature,
            }));

    private static bool HoldsOne(StandardWebhook secret, string body, HeaderDictionary headers)
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
