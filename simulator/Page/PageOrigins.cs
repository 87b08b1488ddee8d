namespace AedCabinet.Page;

/// <summary>From where a page may ask for something, beside the server's own address: where a proxy serves it.</summary>
/// <param name="Others">The origins, for example <c>https://aed.example</c>.</param>
public sealed record PageOrigins(IReadOnlyList<string> Others)
{
    /// <summary>Gets none but the server's own.</summary>
    public static PageOrigins OwnOnly { get; } = new([]);
}
