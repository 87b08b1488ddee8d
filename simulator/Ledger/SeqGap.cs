namespace AedCabinet.Ledger;

/// <summary>Numbers of one boot that are missing.</summary>
public sealed class SeqGap
{
    /// <summary>Gets or sets the first.</summary>
    public required int First { get; set; }

    /// <summary>Gets or sets the last.</summary>
    public required int Last { get; set; }

    /// <summary>Gets since when they are known to be missing, in milliseconds since 1970-01-01 UTC.</summary>
    public required long SinceMs { get; init; }

    /// <summary>Gets or sets under which first number it stands in the database; 0 when it doesn't yet.</summary>
    public int StoredFirst { get; set; }

    /// <summary>Gets or sets a value indicating whether what stands in the database is not this any more.</summary>
    public bool IsChanged { get; set; }
}
