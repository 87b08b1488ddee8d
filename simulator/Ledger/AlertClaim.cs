namespace AedCabinet.Ledger;

/// <summary>One message of the alerting that this process has taken upon itself to send.</summary>
/// <param name="No">Its number, the same when it is sent again.</param>
/// <param name="Cause">What it is about, for example <c>e:17</c> for the emergency with that number.</param>
/// <param name="Entry">The number of the entry of the list of those on call.</param>
/// <param name="TakenMs">When it was taken, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Attempt">1, or 2 when it is sent again because a program ended in the middle of it.</param>
public sealed record AlertClaim(long No, string Cause, long Entry, long TakenMs, int Attempt);
