namespace AedCabinet.Centre;

/// <summary>A subscription as a page shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Url">Where its receiver is.</param>
/// <param name="State">How it stands: pending, starting, active, paused, refused.</param>
public sealed record FeedRow(string Id, string Name, string Url, string State)
{
    /// <summary>Gets why it stands so, in short English; <c>null</c> where there is nothing to say.</summary>
    public string? Why { get; init; }

    /// <summary>Gets when its receiver last took something; <c>null</c> for never.</summary>
    public DateTimeOffset? Taken { get; init; }

    /// <summary>Gets since when what its receiver did not take is tried again; <c>null</c> when it takes everything.</summary>
    public DateTimeOffset? TriedSince { get; init; }

    /// <summary>Gets how many cabinets and incidents wait for their next try.</summary>
    public int Held { get; init; }

    /// <summary>Gets how many dead letters it has.</summary>
    public int Dead { get; init; }

    /// <summary>Gets the types, severities, prefectures and departments that are wanted; none for all.</summary>
    public IReadOnlyList<string> Wants { get; init; } = [];
}
