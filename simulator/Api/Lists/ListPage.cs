namespace AedCabinet.Api.Lists;

/// <summary>A piece of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
public sealed record ListPage<T>
{
    /// <summary>Gets the items; there may be fewer than asked for, and none, and still more to come.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Gets the cursor with which to ask for what follows; <c>null</c> at the end.</summary>
    public required string? Next { get; init; }
}
