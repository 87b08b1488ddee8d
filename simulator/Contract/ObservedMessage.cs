namespace AedCabinet.Contract;

/// <summary>A message as an ordinary subscriber of the broker received it.</summary>
/// <param name="Number">Its place in the order of arrival, from 1.</param>
/// <param name="ReceivedAt">When it arrived, in real time.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Text">Its payload.</param>
/// <param name="IsRetained">Whether it was kept by the broker from before the subscription.</param>
/// <param name="SimulatedAt">When it arrived, in the time of the simulated cabinets.</param>
public sealed record ObservedMessage(long Number, DateTimeOffset ReceivedAt, string Topic, string Text, bool IsRetained,
    DateTimeOffset SimulatedAt)
{
    /// <summary>Gets the last level of the topic, which says what kind of message it is.</summary>
    public string Kind => Topic[(Topic.LastIndexOf('/') + 1)..];

    /// <summary>Gets the level of the topic before the last, which is the id of the cabinet that it is of or for.</summary>
    public string Cabinet => Topic.Split('/') is { Length: >= 2 } levels ? levels[^2] : string.Empty;
}
