using AedCabinet.Access;

namespace AedCabinet.Api.Subscriptions;

/// <summary>Who does something with subscriptions, by the API or on the page.</summary>
/// <param name="Scope">What may be seen and done.</param>
/// <param name="Account">The account's id; <c>null</c> where it is none of this registry's.</param>
/// <param name="NoteAsync">Notes what is done, before it is.</param>
internal sealed record SubscriptionAsker(AccessScope Scope, string? Account, Func<string, Task> NoteAsync);
