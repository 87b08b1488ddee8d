namespace AedCabinet.Centre;

/// <summary>A message that the registry could not use, or not all of it.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Reason">Why, in one English sentence.</param>
public sealed record SetAsideMessage(string Topic, string Reason)
{
    /// <summary>What the reason of a message begins with of which all the rest was used.</summary>
    public const string InPart = "Taken in part. ";
}
