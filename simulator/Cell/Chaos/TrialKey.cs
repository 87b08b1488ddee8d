namespace AedCabinet.Cell.Chaos;

/// <summary>A cabinet's key in a trial.</summary>
/// <param name="Topic">The base of its topics.</param>
/// <param name="Key">The key, 64 hexadecimal digits.</param>
public sealed record TrialKey(string Topic, string Key)
{
    /// <summary>Nothing of the key is ever shown.</summary>
    /// <returns>The topic.</returns>
    public override string ToString() => Topic;
}
