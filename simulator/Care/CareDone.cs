namespace AedCabinet.Care;

/// <summary>A record of done work.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Item">What was done: the item's name, or <c>inspection</c>.</param>
/// <param name="Who">Who did, or recorded, it.</param>
/// <param name="At">When.</param>
/// <param name="Note">What else was said.</param>
/// <param name="Photo">The id of the inspection whose photograph there is; <c>null</c> for none.</param>
public sealed record CareDone(string Cabinet, string Item, string Who, DateTimeOffset At, string Note, string? Photo = null);
